import type { PreparedMetric } from "../metric.ts";
import type { Discrimination } from "./discrimination.ts";
import type { RankedClass } from "./ranked-class.ts";

/** Over the classes: each alike, or each as much as its rows weigh. */
export type Average = "macro" | "weighted";

type Weights = ArrayLike<number> | null;

/** One class's measure, and its share in the average. */
interface Part extends RankedClass {
  readonly value: number;
  readonly share: number;
}

/**
 * The average of a measure of each class against all others, over the classes that have rows of any weight (scikit-learn's
 * multi_class="ovr", which is NaN or 0 where a class has none). A row may be of several classes. `weights` are those of the
 * influence.
 */
export function averagedOverClasses(
  classes: readonly RankedClass[],
  measure: Discrimination,
  average: Average,
  weights: Weights,
): PreparedMetric {
  return {
    value: (given) => averageOf(partsOf(classes, measure, average, given)),
    influence: () => influence(partsOf(classes, measure, average, weights), measure, average, weights),
  };
}

function partsOf(classes: readonly RankedClass[], measure: Discrimination, average: Average, weights: Weights): Part[] {
  const weighed = classes
    .map((ranked) => ({ ...ranked, weight: weightOfClass(ranked.isClass, weights) }))
    .filter(({ weight }) => weight > 0);
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map(({ order, isClass, weight }) => ({
    order,
    isClass,
    value: measure.value(order, isClass, weights),
    share: average === "macro" ? 1 / weighed.length : weight / all,
  }));
}

/** NaN where there is no class. */
function averageOf(parts: readonly Part[]): number {
  return parts.length === 0 ? Number.NaN : parts.reduce((sum, { value, share }) => sum + value * share, 0);
}

/** The classes' influences by their shares; and, where rows give the shares, that a row adds to those of its classes. */
function influence(parts: readonly Part[], measure: Discrimination, average: Average, weights: Weights): Float64Array {
  const rows = parts[0]?.isClass.length ?? 0;
  const mean = averageOf(parts);
  const all = parts.reduce((sum, { isClass }) => sum + weightOfClass(isClass, weights), 0);
  const total = new Float64Array(rows);
  for (const { order, isClass, value, share } of parts) {
    const ofClass = measure.influence(order, isClass, weights);
    const perWeight = average === "weighted" ? (rows / all) * (value - mean) : 0;
    for (let row = 0; row < rows; row++) {
      const ofShare = isClass[row] === 1 ? perWeight * (weights === null ? 1 : (weights[row] ?? 0)) : 0;
      total[row] = (total[row] ?? 0) + share * (ofClass[row] ?? 0) + ofShare;
    }
  }
  return total;
}

function weightOfClass(isClass: Uint8Array, weights: Weights): number {
  let sum = 0;
  for (let row = 0; row < isClass.length; row++)
    if (isClass[row] === 1) sum += weights === null ? 1 : (weights[row] ?? 0);
  return sum;
}
