import type { ClassCounts, ClassScore } from "./class-score.ts";
import type { Tally } from "./tally.ts";

/** How the scores of single classes become one. */
export const AVERAGES = ["macro", "micro", "weighted"] as const;

export type Average = (typeof AVERAGES)[number];

/**
 * A score over all classes. `macro` is the mean over the classes that occur as labels in the rows examined, `weighted` the
 * same with each class weighing as much as it has labels: scikit-learn's with `labels` those classes, so that nothing is
 * divided by zero; a prediction outside them is wrong and makes no class of its own. `micro` sums the counts of all classes
 * first, wrong predictions of no class among them. NaN where there are no labels.
 */
export function averaged(average: Average, score: ClassScore): (tally: Tally) => number {
  if (average === "micro") return (tally) => score(summed(tally));
  return (tally) => {
    let sum = 0;
    let total = 0;
    for (let code = 0; code < tally.support.length; code++) {
      const support = tally.support[code] ?? 0;
      if (support === 0) continue;
      const weight = average === "weighted" ? support : 1;
      sum += weight * score(countsOf(tally, code));
      total += weight;
    }
    return sum / total;
  };
}

/** The counts of one class by its code. */
export function countsOf({ support, hits, predicted }: Tally, code: number): ClassCounts {
  return { support: support[code] ?? 0, hits: hits[code] ?? 0, predicted: predicted[code] ?? 0 };
}

function summed({ support, hits, predicted }: Tally): ClassCounts {
  return { support: sumOf(support), hits: sumOf(hits), predicted: sumOf(predicted) };
}

/** The sum of a tally's entries. */
export function sumOf(numbers: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < numbers.length; index++) sum += numbers[index] ?? 0;
  return sum;
}
