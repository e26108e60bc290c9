import { momentsOf } from "@airworthy/stats";
import { rankTogether } from "./ranks.ts";

export const EFFECT_MEASURES = ["meanRatio", "cles"] as const;

export type EffectMeasure = (typeof EFFECT_MEASURES)[number];

/** Of each measure: that there is no effect. */
export const NO_EFFECT: Readonly<Record<EffectMeasure, number>> = { meanRatio: 1, cles: 0.5 };

/** How large a difference is, by either measure. Both samples are sorted from the least up, and not empty. */
export function effectOf(measure: EffectMeasure, experiment: Float64Array, control: Float64Array): number {
  return measure === "cles" ? commonLanguageEffect(experiment, control) : meanRatio(experiment, control);
}

/** The experiment's mean by the control's; NaN where either is 0, which passes every threshold in Kayenta. */
export function meanRatio(experiment: Float64Array, control: Float64Array): number {
  const [above, below] = [momentsOf(experiment).mean, momentsOf(control).mean];
  return above === 0 || below === 0 ? Number.NaN : above / below;
}

/**
 * The share of pairs in which the experiment's value is higher, ties counting half: A of Vargha and Delaney (Journal of
 * Educational and Behavioral Statistics 25, 2000).
 */
function commonLanguageEffect(experiment: Float64Array, control: Float64Array): number {
  const [m, n] = [experiment.length, control.length];
  return (2 * rankTogether(experiment, control, 0).sum - m * (m + 1)) / (2 * n * m);
}
