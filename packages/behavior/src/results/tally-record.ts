import * as v from "valibot";
import { TEST_KINDS } from "../suite/plan.ts";
import { CASE_CHANGES, type CaseChange } from "./compare-case.ts";
import { keptEntries, nameSchema, shownSchema } from "./kept-cases.ts";
import { countSchema, shareSchema } from "./number-schemas.ts";

/** Clusters kept of a test before they are folded: beyond a thousand, a standard error no longer changes by more. */
export const MAX_CLUSTERS = 1_000;
/** Of a slice: a tenth, since there may be hundreds. */
export const MAX_SLICE_CLUSTERS = 100;
/** Each value has a finding of its own, and each finding takes from what Holm leaves to the others. */
export const MAX_SLICE_VALUES = 200;
/** Of a suite; its schema allows no more. */
const MAX_CLASSES = 1_000;
const MAX_SLICES = 20;
/** No suite asks a case more often. */
const MAX_TIMES = 100;

/** How one model did on the cases; the five add up to them. */
const modelCountsSchema = v.strictObject({
  passed: countSchema,
  failed: countSchema,
  filtered: countSchema,
  unsupported: countSchema,
  unanswered: countSchema,
});

export type ModelCounts = v.InferOutput<typeof modelCountsSchema>;

const clusterSchema = v.strictObject({
  cluster: v.string(),
  cases: countSchema,
  net: v.pipe(v.number(), v.safeInteger()),
});

const clustersSchema = (most: number) =>
  v.pipe(
    v.strictObject({ folded: v.boolean(), counts: v.pipe(v.array(clusterSchema), v.maxLength(most)) }),
    v.check(
      ({ folded, counts }) => !folded || counts.every(({ cluster }) => isBucket(cluster, most)),
      "must number the buckets that it is folded into",
    ),
  );

const caseTallySchema = (mostClusters: number) =>
  v.pipe(
    v.strictObject({
      cases: countSchema,
      candidate: modelCountsSchema,
      baseline: v.nullable(modelCountsSchema),
      changes: v.strictObject(v.entriesFromList(CASE_CHANGES, countSchema)),
      clusters: clustersSchema(mostClusters),
      /** At place k the cases that passed k times; null where each was asked once. */
      passes: v.nullable(v.pipe(v.array(countSchema), v.minLength(3), v.maxLength(MAX_TIMES + 1))),
      ...keptEntries,
    }),
    v.check((tally) => addsUp(tally), "must have counts that add up to its cases"),
  );

export type CaseTallyRecord = v.InferOutput<ReturnType<typeof caseTallySchema>>;

/** What a report says of a test; the same in a tally and, but for its slices, in a finding. */
export const headEntries = {
  title: shownSchema,
  capability: v.nullable(shownSchema),
  kind: v.picklist(TEST_KINDS),
  line: v.nullable(countSchema),
};

export const limitEntries = {
  maxFailureRate: v.nullable(shareSchema),
  maxNewFailures: v.nullable(countSchema),
  minimumCases: countSchema,
};

export const repeatSchema = v.strictObject({
  times: v.pipe(countSchema, v.minValue(1), v.maxValue(MAX_TIMES)),
  passes: v.pipe(countSchema, v.minValue(1), v.maxValue(MAX_TIMES)),
});

const headSchema = v.strictObject({
  id: nameSchema,
  ...headEntries,
  ...limitEntries,
  repeat: repeatSchema,
  slices: v.pipe(v.array(nameSchema), v.maxLength(MAX_SLICES)),
});

/** All that is known of a test's cases, as a shard hands it to those that merge it with others. */
export const tallySchema = v.strictObject({
  head: headSchema,
  /** Of all cases, however often each is asked. */
  inputs: countSchema,
  whole: caseTallySchema(MAX_CLUSTERS),
  /** Null where the suite has fewer than two classes. */
  predictions: v.nullable(
    v.strictObject({
      of: countSchema,
      classes: v.pipe(v.array(v.tuple([v.string(), countSchema])), v.maxLength(MAX_CLASSES)),
    }),
  ),
  slices: v.pipe(
    v.array(v.strictObject({ name: nameSchema, value: nameSchema, tally: caseTallySchema(MAX_SLICE_CLUSTERS) })),
    v.maxLength(MAX_SLICE_VALUES * MAX_SLICES),
  ),
});

export type TallyRecord = v.InferOutput<typeof tallySchema>;

interface Counts {
  readonly cases: number;
  readonly candidate: ModelCounts;
  readonly baseline: ModelCounts | null;
  readonly changes: Readonly<Record<CaseChange, number>>;
}

function addsUp({ cases, candidate, baseline, changes }: Counts): boolean {
  const failed = changes["new-failure"] + changes["still-failing"] + changes.failing;
  const compared = changes["new-failure"] + changes["still-failing"] + changes.fixed + changes["still-passing"];
  return (
    sum(changes) === cases &&
    sum(candidate) === cases &&
    (baseline === null ? compared === 0 : sum(baseline) === cases) &&
    (changes.unanswered > 0 || failed === candidate.failed)
  );
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function isBucket(cluster: string, most: number): boolean {
  const bucket = Number(cluster);
  return Number.isInteger(bucket) && bucket >= 0 && bucket < most && String(bucket) === cluster;
}
