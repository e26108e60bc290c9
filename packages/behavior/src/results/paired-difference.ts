import { type Interval, wilsonInterval } from "@airworthy/stats";

/** The cases that both models were judged on, by who fails. Whole numbers. */
export interface PairedCounts {
  readonly newFailures: number;
  readonly fixed: number;
  readonly stillFailing: number;
  readonly stillPassing: number;
}

/**
 * The interval of the candidate's failure rate minus the baseline's, both on the same cases: method 10 of Newcombe
 * (Improved confidence intervals for the difference between binomial proportions based on paired data, Statistics in
 * Medicine 17, 1998), which squares and adds the rates' Wilson intervals, less their correlation. In [-1, 1]; of no
 * cases it is all of that. Cases count as independent.
 */
export function pairedDifference(counts: PairedCounts, confidence: number): Interval & { readonly estimate: number } {
  const n = counts.newFailures + counts.fixed + counts.stillFailing + counts.stillPassing;
  if (n === 0) return { estimate: 0, low: -1, high: 1 };
  const candidate = rate(counts.newFailures + counts.stillFailing, n, confidence);
  const baseline = rate(counts.fixed + counts.stillFailing, n, confidence);
  // From the counts, so that a difference of one hundredth is exactly that.
  const estimate = (counts.newFailures - counts.fixed) / n;
  const phi = correlation(counts, n);
  const below = distance(candidate.below, baseline.above, phi);
  const above = distance(candidate.above, baseline.below, phi);
  return { estimate, low: Math.max(-1, estimate - below), high: Math.min(1, estimate + above) };
}

function rate(failures: number, n: number, confidence: number) {
  const estimate = failures / n;
  const { low, high } = wilsonInterval(failures, n, confidence);
  return { estimate, below: estimate - low, above: high - estimate };
}

function distance(a: number, b: number, phi: number): number {
  return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
}

/** The phi coefficient, with Newcombe's continuity correction where it is positive. */
function correlation(counts: PairedCounts, n: number): number {
  const { newFailures, fixed, stillFailing, stillPassing } = counts;
  const margins =
    Math.sqrt(newFailures + stillFailing) *
    Math.sqrt(fixed + stillPassing) *
    Math.sqrt(fixed + stillFailing) *
    Math.sqrt(newFailures + stillPassing);
  if (margins === 0) return 0;
  const product = stillFailing * stillPassing - newFailures * fixed;
  return (product > 0 ? Math.max(0, product - n / 2) : product) / margins;
}
