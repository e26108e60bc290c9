import { nearest, UserError } from "@airworthy/evidence";
import type { Cells } from "./cells.ts";

/** Per class: rows that have it as label, those of them predicted right, and rows predicted to be it. */
export interface Tally {
  rows: number;
  right: number;
  readonly support: Float64Array;
  readonly hits: Float64Array;
  readonly predicted: Float64Array;
}

export type Direction = "higher-is-better" | "lower-is-better";

export const METRIC_NAMES = ["accuracy", "macro-recall", "macro-f1"] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

export interface Metric {
  readonly name: MetricName;
  readonly direction: Direction;
  /** Averages over classes, so that a rare class weighs as much as a common one. */
  readonly overClasses: boolean;
  /** From 0 to 1; NaN where the tally has no rows. */
  of(tally: Tally): number;
}

/**
 * The metrics, as scikit-learn defines them: `accuracy_score`, and `recall_score` and `f1_score` with
 * `average="macro"` and `labels` the classes that occur as labels in the rows examined. With those labels nothing is divided
 * by zero, so `zero_division` never applies; a prediction outside them is wrong and counts for no class. Per class,
 * F1 = 2 TP / (2 TP + FP + FN) = 2 hits / (support + predicted).
 */
export const METRICS: readonly Metric[] = [
  {
    name: "accuracy",
    direction: "higher-is-better",
    overClasses: false,
    of: ({ right, rows }) => right / rows,
  },
  {
    name: "macro-recall",
    direction: "higher-is-better",
    overClasses: true,
    of: ({ hits, support }) => meanOverLabels(support, (code) => (hits[code] ?? 0) / (support[code] ?? 0)),
  },
  {
    name: "macro-f1",
    direction: "higher-is-better",
    overClasses: true,
    of: ({ hits, support, predicted }) =>
      meanOverLabels(support, (code) => (2 * (hits[code] ?? 0)) / ((support[code] ?? 0) + (predicted[code] ?? 0))),
  },
];

/** The metric of that name, in any case. Throws a UserError that offers the nearest name. */
export function metricNamed(name: string): Metric {
  const found = METRICS.find((metric) => metric.name === name.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(name.toLowerCase(), METRIC_NAMES);
  throw new UserError(
    `${JSON.stringify(name.slice(0, 80))} is no metric${near === undefined ? "" : `; did you mean ${near}?`}`,
    { remedy: `Metrics are ${METRIC_NAMES.join(", ")}.` },
  );
}

export function emptyTally(classes: number): Tally {
  const perClass = () => new Float64Array(classes + 1);
  return { rows: 0, right: 0, support: perClass(), hits: perClass(), predicted: perClass() };
}

/** Fills `into` for one side's predictions, each cell counted as often as `counts` says. */
export function tally(cells: Cells, predictions: Uint16Array, counts: ArrayLike<number>, into: Tally): Tally {
  into.rows = 0;
  into.right = 0;
  into.support.fill(0);
  into.hits.fill(0);
  into.predicted.fill(0);
  for (let cell = 0; cell < predictions.length; cell++) {
    const count = counts[cell] ?? 0;
    const label = cells.labels[cell] ?? 0;
    const prediction = predictions[cell] ?? 0;
    into.rows += count;
    into.support[label] = (into.support[label] ?? 0) + count;
    into.predicted[prediction] = (into.predicted[prediction] ?? 0) + count;
    if (label === prediction) {
      into.right += count;
      into.hits[label] = (into.hits[label] ?? 0) + count;
    }
  }
  return into;
}

function meanOverLabels(support: Float64Array, of: (code: number) => number): number {
  let sum = 0;
  let classes = 0;
  for (let code = 0; code < support.length; code++) {
    if (support[code] === 0) continue;
    sum += of(code);
    classes++;
  }
  return sum / classes;
}
