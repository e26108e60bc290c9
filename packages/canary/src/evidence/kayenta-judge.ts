import * as v from "valibot";
import { CLASSIFICATIONS } from "../kayenta/classify.ts";
import { scoreOf } from "../kayenta/score.ts";
import { classOf, SCORE_CLASSES } from "../kayenta/thresholds.ts";
import { type KayentaVerdict, verdictOfMetrics } from "../kayenta/verdict.ts";
import { countSchema, finiteSchema, nameSchema, textSchema } from "./fields.ts";

/** As many as a judge takes. */
const MOST_METRICS = 10_000;
const MOST_GROUPS = 1_000;
/** What adding up decimals may be off by. */
const ROUNDING = 1e-9;

const percentSchema = v.pipe(finiteSchema, v.minValue(0), v.maxValue(100));

const sampleSchema = v.strictObject({
  /** Of the values that were compared; null where there are none. */
  mean: v.nullable(finiteSchema),
  /** How many were compared, with zeros that stand for missing ones. */
  count: countSchema,
});

const metricSchema = v.pipe(
  v.strictObject({
    name: nameSchema,
    groups: v.pipe(v.array(nameSchema), v.minLength(1), v.maxLength(MOST_GROUPS)),
    classification: v.picklist(CLASSIFICATIONS),
    reason: v.nullable(textSchema),
    isCritical: v.boolean(),
    isMuted: v.boolean(),
    /** Whether it alone fails the whole canary. */
    failsAll: v.boolean(),
    /** Whether each version had a number at all, before 0 stood for any. */
    hasNumbers: v.boolean(),
    /** Why its values cannot be relied on: they could not be read, or are old; null where nothing is wrong. */
    problem: v.nullable(textSchema),
    candidate: sampleSchema,
    baseline: sampleSchema,
    /** Mann and Whitney's shift, at Kayenta's 98 %: of this look alone, so that several looks err more often. */
    shift: v.nullable(v.strictObject({ low: finiteSchema, estimate: finiteSchema, high: finiteSchema })),
  }),
  v.check(
    ({ failsAll, isCritical, classification }) => !failsAll || (isCritical && classification !== "Pass"),
    "must be critical and not have passed where it fails all",
  ),
  v.check(
    ({ shift, classification }) => (classification !== "High" && classification !== "Low") || shift !== null,
    "must have a shift where it is higher or lower",
  ),
  v.check(
    ({ candidate, baseline, classification }) =>
      classification === "Nodata" || classification === "NodataFailMetric"
        ? candidate.count === 0 || baseline.count === 0
        : classification === "Pass" || (candidate.count > 0 && baseline.count > 0),
    "must have data where it was judged, and none of a version where it has none",
  ),
);

export type KayentaMetricEvidence = v.InferOutput<typeof metricSchema>;

const entriesSchema = v.strictObject({
  name: v.literal("kayenta"),
  thresholds: v.strictObject({ pass: percentSchema, marginal: percentSchema }),
  score: percentSchema,
  classification: v.picklist(SCORE_CLASSES),
  /** In percent; groups without one share what these leave of 100. */
  weights: v.pipe(
    v.array(v.strictObject({ group: nameSchema, weight: percentSchema })),
    v.maxLength(MOST_GROUPS),
    v.check((weights) => isPlan(weights), "must add up to at most 100, each group once"),
  ),
  /** Groups of which a metric counts; the score is null where none of these had data, which counts as 100. */
  groups: v.pipe(
    v.array(v.strictObject({ name: nameSchema, score: v.nullable(percentSchema) })),
    v.maxLength(MOST_GROUPS),
  ),
  metrics: v.pipe(v.array(metricSchema), v.minLength(1), v.maxLength(MOST_METRICS)),
  /** Whether the plan says what tells the split: Kayenta's rules do not ask for it. */
  isSplitAsked: v.boolean(),
});

export type KayentaJudgeEvidence = v.InferOutput<typeof entriesSchema>;

/** A judgement by Kayenta's rules. What it says of the whole follows from what it says of each metric. */
export const kayentaJudgeSchema = v.pipe(
  entriesSchema,
  v.check(isOfItsMetrics, "must have the scores and the classification of its metrics"),
);

/** What the judgement stands for: see `verdictOfMetrics`. With a metric that cannot be relied on nothing passes. */
export function verdictOfKayenta({ metrics, weights, thresholds }: KayentaJudgeEvidence): KayentaVerdict {
  const found = verdictOfMetrics(metrics, weightsOf(weights), thresholds);
  const isUnsure = metrics.some(({ isMuted, problem }) => !isMuted && problem !== null);
  return isUnsure && found.verdict !== "fail" ? { verdict: "error", reasonCode: "source-failed" } : found;
}

function isOfItsMetrics({
  metrics,
  groups,
  weights,
  thresholds,
  score,
  classification,
}: KayentaJudgeEvidence): boolean {
  const found = scoreOf(metrics, weightsOf(weights));
  return (
    found.score === score &&
    classification === classOf(score, thresholds) &&
    found.groups.length === groups.length &&
    found.groups.every((group, index) => group.name === groups[index]?.name && group.score === groups[index].score)
  );
}

type Weights = readonly { readonly group: string; readonly weight: number }[];

function weightsOf(weights: Weights): ReadonlyMap<string, number> {
  return new Map(weights.map(({ group, weight }) => [group, weight]));
}

function isPlan(weights: Weights): boolean {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return total <= 100 + ROUNDING && weightsOf(weights).size === weights.length;
}
