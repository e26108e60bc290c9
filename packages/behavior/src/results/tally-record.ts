import { severitySchema } from "@airworthy/evidence";
import * as v from "valibot";
import { TEST_KINDS } from "../suite/plan.ts";
import { CASE_CHANGES } from "./compare-case.ts";
import { keptEntries, nameSchema, shownSchema } from "./kept-cases.ts";
import { countSchema, shareSchema } from "./number-schemas.ts";
import { countsAddUp, partsAddUp } from "./tally-check.ts";

/** Clusters kept of a test before they are folded: beyond a thousand, a standard error no longer changes by more. */
export const MAX_CLUSTERS = 1_000;
/** Of a slice: a tenth, since there may be hundreds. */
export const MAX_SLICE_CLUSTERS = 100;
/** Each value has a finding of its own, and each finding takes from what Holm leaves to the others. */
export const MAX_SLICE_VALUES = 200;
/** Of a suite; its schema allows no more. */
const MAX_CLASSES = 1_000;
/** Columns of a test's own and of its data, as many as a suite may name of each. */
const MAX_SLICES = 40;
/** No suite asks a case more often. */
const MAX_TIMES = 1_000;

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

const caseTallyFields = (mostClusters: number) =>
  v.strictObject({
    cases: countSchema,
    candidate: modelCountsSchema,
    baseline: v.nullable(modelCountsSchema),
    changes: v.strictObject(v.entriesFromList(CASE_CHANGES, countSchema)),
    clusters: clustersSchema(mostClusters),
    /** At place k the cases that passed k times; null where each was asked once. */
    passes: v.nullable(v.pipe(v.array(countSchema), v.minLength(3), v.maxLength(MAX_TIMES + 1))),
    ...keptEntries,
  });

export type CaseTallyRecord = v.InferOutput<ReturnType<typeof caseTallyFields>>;

const caseTallySchema = (mostClusters: number) =>
  v.pipe(
    caseTallyFields(mostClusters),
    v.check((tally) => countsAddUp(tally), "must have counts that add up to its cases"),
  );

/** What a report says of a test; the same in a tally and, but for its slices, in a finding. */
export const headEntries = {
  title: shownSchema,
  capability: v.nullable(shownSchema),
  /** As the suite has it; left out where it says nothing. */
  severity: v.exactOptional(severitySchema),
  kind: v.picklist(TEST_KINDS),
  line: v.nullable(countSchema),
};

export const limitEntries = {
  maxFailureRate: v.nullable(shareSchema),
  maxNewFailures: v.nullable(countSchema),
  minimumCases: countSchema,
};

export const repeatSchema = v.pipe(
  v.strictObject({
    times: v.pipe(countSchema, v.minValue(1), v.maxValue(MAX_TIMES)),
    passes: v.pipe(countSchema, v.minValue(1), v.maxValue(MAX_TIMES)),
  }),
  v.check(({ times, passes }) => passes <= times, "must have no more passes than times"),
);

const headSchema = v.strictObject({
  id: nameSchema,
  ...headEntries,
  ...limitEntries,
  repeat: repeatSchema,
  slices: v.pipe(v.array(nameSchema), v.maxLength(MAX_SLICES)),
});

const tallyFields = v.strictObject({
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

export type TallyRecord = v.InferOutput<typeof tallyFields>;

/** All that is known of a test's cases, as a shard hands it to those that merge it with others. */
export const tallySchema = v.pipe(
  tallyFields,
  v.check((tally) => partsAddUp(tally), "must have slices and predictions that are of its cases"),
);

function isBucket(cluster: string, most: number): boolean {
  const bucket = Number(cluster);
  return Number.isInteger(bucket) && bucket >= 0 && bucket < most && String(bucket) === cluster;
}
