import type { ComparisonFinding } from "./predicate.ts";

/**
 * The fewest resamples with which a bootstrap p-value, at least 2 / (resamples + 1), can still be significant at alpha after
 * Holm's correction over the larger family of tests. 0 where alpha is: nothing is to be significant then.
 */
export function resamplesNeeded(findings: readonly ComparisonFinding[], alpha: number): number {
  const tested = findings.filter(({ pValue, metric }) => pValue !== null && metric !== "accuracy");
  if (tested.length === 0 || alpha === 0) return 0;
  const sliced = findings.filter(({ pValue, slice }) => pValue !== null && slice !== null).length;
  const whole = findings.filter(({ pValue, slice }) => pValue !== null && slice === null).length;
  return Math.ceil((2 * Math.max(sliced, whole)) / alpha) - 1;
}
