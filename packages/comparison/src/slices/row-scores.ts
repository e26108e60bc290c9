import type { ComparedSides } from "../inference/estimate-types.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Side } from "../tables/side.ts";
import { categoriesOf } from "../tables/side.ts";

/** How well each side does on each row, as a number whose mean is a metric. */
export interface RowScores {
  /** The metric that the mean is: the one that was asked for, or accuracy for a metric of counts. */
  readonly metric: string;
  readonly isBinary: boolean;
  readonly candidate: Float64Array;
  readonly baseline: Float64Array;
}

/** Null where the metric says nothing of single rows, or there is no baseline. */
export function rowScores(metric: Metric, { candidate, baseline }: ComparedSides): RowScores | null {
  if (baseline === null) return null;
  if (metric.kind === "mean") {
    const { id, isBinary } = metric;
    return { metric: id, isBinary, candidate: metric.valuesOf(candidate), baseline: metric.valuesOf(baseline) };
  }
  if (metric.kind !== "counts") return null;
  return {
    metric: "accuracy",
    isBinary: true,
    candidate: new Float64Array(rightRows(candidate)),
    baseline: new Float64Array(rightRows(baseline)),
  };
}

/** 1 where the prediction is the label, else 0. */
export function rightRows(side: Side): Uint8Array {
  const labels = categoriesOf(side, "label");
  const predictions = categoriesOf(side, "prediction");
  const codes = new Map(labels.values.map((value, code) => [value, code]));
  const translated = Int32Array.from(predictions.values, (value) => codes.get(value) ?? -1);
  const right = new Uint8Array(side.rows);
  for (let row = 0; row < right.length; row++) {
    right[row] = translated[predictions.codes[row] ?? 0] === labels.codes[row] ? 1 : 0;
  }
  return right;
}
