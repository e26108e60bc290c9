import type { Cells } from "../metrics/counts/cells.ts";
import { emptyTally, type Tally, tally } from "../metrics/counts/tally.ts";
import type { CountMetric } from "../metrics/metric.ts";

/** Beyond this the derivatives, whose work grows with the square of the classes, take longer than a bootstrap. */
const MOST_CLASSES = 1000;
/** Of a central difference, relative to the count: its error is then some 1e-10 of the derivative. */
const RELATIVE_STEP = 1e-5;

/**
 * The influence of one row of each cell on a metric of counts: its empirical influence function, of weighted mean 0 over the rows.
 * A metric is a smooth function of the tally's counts, and a row adds its weight to some of them; so its influence is the
 * number of rows times its weight times the sum of the derivatives by those counts. Null where there are too many classes.
 */
export function countInfluence(
  metric: CountMetric,
  cells: Cells,
  which: "candidate" | "baseline",
): Float64Array<ArrayBuffer> | null {
  if (cells.classes.length > MOST_CLASSES) return null;
  const gradient = gradientAt(metric, tally(cells, which, cells.counts, emptyTally(cells.classes)));
  const rows = cells.counts.reduce((sum, count) => sum + count, 0);
  const influence = new Float64Array(cells.counts.length);
  const predictions = cells[which];
  for (let cell = 0; cell < influence.length; cell++) {
    const weight = cells.weights === null ? 1 : (cells.weights[cell] ?? 0);
    const derivative = along(gradient, cells.members, cells.labels[cell] ?? 0, predictions[cell] ?? 0);
    influence[cell] = weight === 0 ? 0 : rows * weight * derivative;
  }
  return influence;
}

/** The derivatives of a metric by each count that is not 0; no row adds to another. Changes `at` and restores it. */
function gradientAt(metric: CountMetric, at: Tally): Tally {
  const gradient = emptyTally(at.classes);
  gradient.rows = slope(at.rows, (rows) => metric.of({ ...at, rows }));
  gradient.right = slope(at.right, (right) => metric.of({ ...at, right }));
  for (const name of ["support", "hits", "predicted"] as const) {
    const counts = at[name];
    for (let code = 0; code < counts.length; code++) {
      const count = counts[code] ?? 0;
      gradient[name][code] = slope(count, (moved) => {
        counts[code] = moved;
        return metric.of(at);
      });
      counts[code] = count;
    }
  }
  return gradient;
}

function slope(count: number, of: (count: number) => number): number {
  if (count === 0) return 0;
  const step = count * RELATIVE_STEP;
  return (of(count + step) - of(count - step)) / (2 * step);
}

/** The sum of the derivatives by all counts that a row of this label and prediction adds to; see tally(). */
function along(gradient: Tally, members: Cells["members"], label: number, prediction: number): number {
  const { rows, right, support, hits, predicted } = gradient;
  const isRight = label === prediction;
  const always = rows + (isRight ? right : 0);
  if (members === null) {
    return always + (support[label] ?? 0) + (predicted[prediction] ?? 0) + (isRight ? (hits[label] ?? 0) : 0);
  }
  const labels = members[label] ?? [];
  const predictions = members[prediction] ?? [];
  const shared = predictions.filter((code) => labels.includes(code));
  return always + sumAt(support, labels) + sumAt(predicted, predictions) + sumAt(hits, shared);
}

function sumAt(derivatives: Float64Array, codes: readonly number[]): number {
  return codes.reduce((sum, code) => sum + (derivatives[code] ?? 0), 0);
}
