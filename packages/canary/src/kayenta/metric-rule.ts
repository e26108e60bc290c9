import * as v from "valibot";
import { EFFECT_MEASURES, type EffectMeasure, NO_EFFECT } from "./effect.ts";
import { NAN_STRATEGIES, OUTLIER_STRATEGIES, type Preparation } from "./values.ts";

const DIRECTIONS_OF_FAILURE = ["increase", "decrease", "either"] as const;

/** Kayenta's. */
const OUTLIER_FACTOR = 3;

/** How a metric is judged. */
export interface MetricRule extends Preparation {
  /** Which way of the experiment's values is a failure. */
  readonly direction: (typeof DIRECTIONS_OF_FAILURE)[number];
  readonly isCritical: boolean;
  readonly mustHaveData: boolean;
  readonly isMuted: boolean;
  readonly effect: {
    readonly measure: EffectMeasure;
    readonly allowedIncrease: number;
    readonly allowedDecrease: number;
    readonly criticalIncrease: number;
    readonly criticalDecrease: number;
  };
}

const number = v.pipe(v.number(), v.finite());
const numberOrNone = v.nullish(number);
const flag = v.nullish(v.boolean(), false);

/**
 * `analysisConfigurations.canary` of a metric. What Kayenta does not know, it takes for the default without a word: a mistyped
 * `direction` is `either` there, and is refused here. `none` is its own word for the default.
 */
export const metricRuleSchema = v.pipe(
  v.object({
    direction: v.nullish(v.picklist(DIRECTIONS_OF_FAILURE), "either"),
    nanStrategy: v.nullish(v.picklist([...NAN_STRATEGIES, "none"]), "none"),
    critical: flag,
    mustHaveData: flag,
    muted: flag,
    effectSize: v.nullish(
      v.object({
        measure: v.nullish(v.picklist(EFFECT_MEASURES), "meanRatio"),
        allowedIncrease: numberOrNone,
        allowedDecrease: numberOrNone,
        criticalIncrease: numberOrNone,
        criticalDecrease: numberOrNone,
      }),
      {},
    ),
    outliers: v.nullish(
      v.object({
        strategy: v.nullish(v.picklist([...OUTLIER_STRATEGIES, "none"]), "none"),
        outlierFactor: v.nullish(v.pipe(number, v.gtValue(0, "must be above 0")), OUTLIER_FACTOR),
      }),
      {},
    ),
  }),
  v.transform(({ direction, nanStrategy, critical, mustHaveData, muted, effectSize, outliers }): MetricRule => {
    const none = NO_EFFECT[effectSize.measure];
    return {
      direction,
      nanStrategy: nanStrategy === "none" ? "remove" : nanStrategy,
      outliers: { strategy: outliers.strategy === "none" ? "keep" : outliers.strategy, factor: outliers.outlierFactor },
      isCritical: critical,
      mustHaveData,
      isMuted: muted,
      effect: {
        measure: effectSize.measure,
        allowedIncrease: effectSize.allowedIncrease ?? none,
        allowedDecrease: effectSize.allowedDecrease ?? none,
        criticalIncrease: effectSize.criticalIncrease ?? none,
        criticalDecrease: effectSize.criticalDecrease ?? none,
      },
    };
  }),
);
