import type { ComparisonFinding } from "./finding.ts";

/** Tests whose p-value is a share of the draws. Student's t with the draws' deviation has no such least value. */
const COUNTED: ReadonlySet<string> = new Set(["bootstrap-percentile", "bootstrap-bca", "permutation"]);

/**
 * The fewest resamples with which a bootstrap p-value, at least 2 / (resamples + 1), can still be significant at alpha after
 * Holm's correction over the larger family of tests. 0 where alpha is, and where nothing was tested by drawing.
 */
export function resamplesNeeded(findings: readonly ComparisonFinding[], alpha: number): number {
  const tested = findings.filter(({ pValue, searched }) => pValue !== null && searched === null);
  const isDrawn = tested.some(({ methods: { test } }) => test !== null && COUNTED.has(test));
  if (!isDrawn || alpha === 0) return 0;
  const sliced = tested.filter(({ slice }) => slice !== null).length;
  return Math.ceil((2 * Math.max(sliced, tested.length - sliced)) / alpha) - 1;
}
