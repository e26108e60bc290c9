import type { ColumnRequest } from "@airworthy/tables";
import { numbersOf, type Side } from "../../tables/side.ts";

/** The loss of one row from its label and its prediction, at least 0. */
export type Loss = (label: number, prediction: number) => number;

export const absoluteError: Loss = (label, prediction) => Math.abs(label - prediction);

export const squaredError: Loss = (label, prediction) => (label - prediction) ** 2;

/** The columns of a loss: any finite numbers. */
export function numberRequests(...columns: readonly string[]): ColumnRequest[] {
  return columns.map((column) => ({ kind: "number", column, isOptional: false, least: Number.NEGATIVE_INFINITY }));
}

/** Each row's loss, in the side's order. */
export function lossesOf(side: Side, loss: Loss, column = "prediction"): Float64Array {
  const predictions = numbersOf(side, column);
  return numbersOf(side, "label").map((label, row) => loss(label, predictions[row] ?? Number.NaN));
}

/** The losses of some rows. */
export function lossesAt(side: Side, loss: Loss, rows: Uint32Array): Float64Array {
  const labels = numbersOf(side, "label");
  const predictions = numbersOf(side, "prediction");
  const losses = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    losses[index] = loss(labels[row] ?? Number.NaN, predictions[row] ?? Number.NaN);
  }
  return losses;
}
