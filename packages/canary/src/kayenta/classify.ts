import { normalQuantile } from "@airworthy/stats";
import { effectOf, meanRatio } from "./effect.ts";
import { mannWhitneyShift, type Shift } from "./mann-whitney.ts";
import type { MetricRule } from "./metric-rule.ts";

/** Kayenta's words for what a metric came to. `NodataFailMetric` counts as a failure, `Nodata` and `Error` count for nothing. */
export const CLASSIFICATIONS = ["Pass", "High", "Low", "Nodata", "NodataFailMetric", "Error"] as const;

export type Classification = (typeof CLASSIFICATIONS)[number];

export interface Classified {
  readonly classification: Classification;
  readonly reason: string | null;
  /** Whether it alone fails the whole canary. */
  readonly failsAll: boolean;
  /** The experiment's mean by the control's: NaN where either is 0, and 1 where nothing was compared. */
  readonly ratio: number;
  /** Null where nothing was compared. */
  readonly shift: Shift | null;
  /** By the rule's measure; NaN where it cannot be had, null where nothing was compared. */
  readonly effect: number | null;
}

export interface Strictness {
  /** Of the estimate: a shift counts only where all of the interval is beyond this share of it. */
  readonly tolerance: number;
  readonly confidence: number;
}

/** Written into NetflixACAJudge; no configuration changes them. */
export const NETFLIX_STRICTNESS: Strictness = { tolerance: 0.25, confidence: 0.98 };

/** The standard deviation of what is added to constants, as a share of them. */
const NOISE = 1e-5;

type Samples = readonly [experiment: Float64Array, control: Float64Array];

/** Classifies prepared values, sorted from the least up, as Kayenta's MannWhitneyClassifier does. */
export function classifyValues(
  [experiment, control]: Samples,
  rule: MetricRule,
  strictness: Strictness = NETFLIX_STRICTNESS,
): Classified {
  if (experiment.length === 0 || control.length === 0) return withoutData(rule);
  if (![experiment[0], experiment.at(-1), control[0], control.at(-1)].every(Number.isFinite)) {
    return { ...UNCOMPARED, classification: "Error", reason: "a value is infinite" };
  }
  if (isEqual(experiment, control)) return { ...UNCOMPARED, reason: "both versions have the same values" };
  if (isConstant(experiment) && isConstant(control) && experiment[0] === control[0]) return UNCOMPARED;
  return compare(withNoise([experiment, control]), rule, strictness);
}

const UNCOMPARED: Classified = {
  classification: "Pass",
  reason: null,
  failsAll: false,
  ratio: 1,
  shift: null,
  effect: null,
};

function withoutData({ nanStrategy, isCritical, mustHaveData }: MetricRule): Classified {
  if (nanStrategy === "replace") return UNCOMPARED;
  const reason = "a version has no data";
  if (mustHaveData && !isCritical) return { ...UNCOMPARED, classification: "NodataFailMetric", reason };
  return { ...UNCOMPARED, classification: "Nodata", reason, failsAll: isCritical };
}

function compare([experiment, control]: Samples, rule: MetricRule, { tolerance, confidence }: Strictness): Classified {
  const shift = mannWhitneyShift(experiment, control, confidence);
  if (shift === null) return { ...UNCOMPARED, classification: "Error", reason: "too few values that differ" };
  const effect = effectOf(rule.effect.measure, experiment, control);
  const bound = tolerance * Math.abs(shift.estimate);
  const { direction, effect: limits, isCritical } = rule;
  const compared = { ...UNCOMPARED, ratio: meanRatio(experiment, control), shift, effect };
  // An effect that cannot be had passes every threshold: it compares as neither side.
  if (direction !== "decrease" && shift.low > bound && !(effect < limits.allowedIncrease)) {
    const failsAll = isCritical && !(effect < limits.criticalIncrease);
    return { ...compared, classification: "High", reason: failed("higher", failsAll), failsAll };
  }
  if (direction !== "increase" && shift.high < -bound && !(effect > limits.allowedDecrease)) {
    const failsAll = isCritical && !(effect > limits.criticalDecrease);
    return { ...compared, classification: "Low", reason: failed("lower", failsAll), failsAll };
  }
  return compared;
}

function failed(way: string, failsAll: boolean): string {
  return `the canary's values are ${way} than the baseline's${failsAll ? ", and the metric is critical" : ""}`;
}

/**
 * Where both samples are constants, Kayenta adds normal noise to both, since ranks that are all tied have no spread. Drawn noise
 * would make the same values judge differently from run to run: here it is the normal's quantiles, evenly spaced.
 */
function withNoise([experiment, control]: Samples): Samples {
  if (!isConstant(experiment) || !isConstant(control)) return [experiment, control];
  return [noisy(experiment), noisy(control)];
}

function noisy(values: Float64Array): Float64Array {
  const { length } = values;
  return values.map((value, index) => value + NOISE * value * normalQuantile((index + 0.5) / length)).sort();
}

function isConstant(sorted: Float64Array): boolean {
  return sorted[0] === sorted.at(-1);
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
