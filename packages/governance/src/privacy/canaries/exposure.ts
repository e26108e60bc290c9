import { clopperPearson } from "@airworthy/stats";
import type { Figure } from "../../audit/figure.ts";

/**
 * A canary's exposure in bits, log2 |R| - log2 rank: how many guesses its perplexity saves (Carlini et al., The Secret Sharer,
 * 2019). `sortedReferences` are the perplexities of the references |R|, rising; the rank is 1 plus how many of them are at most
 * the canary's, as TensorFlow Privacy's interpolation has it with ties to the references. From -1 for few references to log2 |R|.
 *
 * The interval is that of -log2 of the share of all texts that are at most as perplexing, of which the references are a sample
 * (Clopper and Pearson). No upper end where no reference is.
 */
export function exposureOf(perplexity: number, sortedReferences: Float64Array, level: number): Figure {
  const n = sortedReferences.length;
  const below = countAtMost(sortedReferences, perplexity);
  const { low, high } = clopperPearson(below, n, level);
  const value = Math.log2(n) - Math.log2(below + 1);
  return {
    value,
    low: Math.min(value, -Math.log2(high)),
    high: low === 0 ? null : Math.max(value, -Math.log2(low)),
    n,
    positives: null,
  };
}

function countAtMost(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
