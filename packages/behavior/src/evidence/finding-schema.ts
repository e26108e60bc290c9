import { findingEntries } from "@airworthy/evidence";
import * as v from "valibot";
import { keptEntries } from "../results/kept-cases.ts";
import { countSchema, differenceSchema, shareSchema } from "../results/number-schemas.ts";
import { headEntries, limitEntries, repeatSchema } from "../results/tally-record.ts";
import { figuresAddUp, isEarned } from "./finding-check.ts";

const modelSchema = v.strictObject({
  failed: countSchema,
  /** The cases that the rate is over: those that were answered and apply. */
  judged: countSchema,
  filtered: countSchema,
  /** Cases that the model says it was not made for: no mistakes. */
  unsupported: countSchema,
  unanswered: countSchema,
  /** Null where no case was judged. `low` and `high` are Wilson's interval at 95 %. */
  rate: v.nullable(v.strictObject({ value: shareSchema, low: shareSchema, high: shareSchema })),
});

export type ModelFigures = v.InferOutput<typeof modelSchema>;

const comparisonEntries = {
  newFailures: countSchema,
  fixed: countSchema,
  stillFailing: countSchema,
  stillPassing: countSchema,
  /** The candidate's failure rate minus the baseline's on the cases that both were judged on. */
  difference: differenceSchema,
  /** Its 95 % interval, Newcombe's, of the cases at hand. */
  low: differenceSchema,
  high: differenceSchema,
  /** Its standard error were the clusters a sample of others alike; null where the cases fall into fewer than two. */
  clusteredError: v.nullable(v.pipe(v.number(), v.minValue(0))),
  /** Exact McNemar, two-sided. */
  p: shareSchema,
};

const comparisonSchema = v.strictObject({
  ...comparisonEntries,
  /** After Holm over all tests and slices of the suite. */
  adjustedP: shareSchema,
});

const findingFields = v.strictObject({
  ...findingEntries,
  /** The test's id; the finding's own names the slice too. */
  test: v.string(),
  ...headEntries,
  /** Null for the test as a whole. */
  slice: v.nullable(v.strictObject({ name: v.string(), value: v.string() })),
  cases: countSchema,
  candidate: modelSchema,
  baseline: v.nullable(modelSchema),
  comparison: v.nullable(comparisonSchema),
  /** Cases that the baseline was judged on and the candidate says it was not made for. */
  lostSupport: countSchema,
  limits: v.strictObject(limitEntries),
  repeat: repeatSchema,
  /** Of the cases that were judged each time, at place k those that passed k times; null where each was asked once. */
  passes: v.nullable(v.array(countSchema)),
  /** pass^1, pass^2, … up to the number of times; null where no case was judged each time. */
  passHatK: v.nullable(v.array(shareSchema)),
  ...keptEntries,
});

export type BehaviorFinding = v.InferOutput<typeof findingFields>;

export const behaviorFindingSchema = v.pipe(
  findingFields,
  v.check((finding) => figuresAddUp(finding), "must have figures that add up to its cases"),
  v.check((finding) => isEarned(finding), "must have judged, answered cases within its limits to pass or warn"),
);

/** The tests of one capability together: a summary, without a verdict of its own. */
export const capabilitySchema = v.strictObject({
  name: v.string(),
  /** The worst of its findings'. */
  verdict: findingEntries.verdict,
  tests: countSchema,
  candidate: modelSchema,
  baseline: v.nullable(modelSchema),
  /** For information: p is not adjusted, and decides nothing. */
  comparison: v.nullable(v.strictObject(comparisonEntries)),
});

export type CapabilitySummary = v.InferOutput<typeof capabilitySchema>;
