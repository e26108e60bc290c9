import { checkAlpha } from "./settings.ts";

/** Guardrails of one class, such as quality or safety. */
export interface AlphaClass {
  /** An alpha that is this class's alone, beside the shared one, for what must not wait for others; null to share. */
  readonly ownAlpha: number | null;
  /** Its part of the shared alpha beside other classes; not looked at where it has its own. At least 0. */
  readonly weight: number;
  /** The weight of each guardrail within the class, at least 0. */
  readonly guardrails: readonly number[];
}

/**
 * The alpha of each guardrail, class by class, in proportion to weights, so that the probability of any false alarm is at most
 * `alpha` and all own alphas together (Bonferroni's inequality, with weights; Holm's improvement does not hold over looks).
 * Classes without guardrails take nothing. Weights must be settled before any data is seen. Throws a RangeError for weights below
 * 0 or none above 0, for alphas not between 0 and 0.5.
 */
export function splitAlpha(alpha: number, classes: readonly AlphaClass[]): number[][] {
  checkAlpha(alpha);
  const sharing = classes.filter(({ ownAlpha, guardrails }) => ownAlpha === null && guardrails.length > 0);
  const all = sharing.length === 0 ? 1 : totalOf(sharing.map(({ weight }) => weight));
  return classes.map(({ ownAlpha, weight, guardrails }) => {
    if (ownAlpha !== null) checkAlpha(ownAlpha);
    if (guardrails.length === 0) return [];
    const whole = ownAlpha ?? (alpha * weight) / all;
    const total = totalOf(guardrails);
    return guardrails.map((guardrail) => (whole * guardrail) / total);
  });
}

function totalOf(weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!weights.every((weight) => weight >= 0) || !(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`weights must be 0 or above, and one above 0; ${weights.join(", ")} were given`);
  }
  return total;
}
