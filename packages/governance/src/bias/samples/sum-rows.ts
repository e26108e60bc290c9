import type { Grouping } from "../groups.ts";
import { unitSize } from "./unit-sample.ts";
import type { Units } from "./units.ts";

/** Adds a row's part to the sums that start at `from`. */
export type AddRow = (row: number, into: Float64Array, from: number) => void;

/** Each unit's sums, by group and of everyone. Throws a UserError where they are too many. */
export function sumRows(units: Units, { codes, groups }: Grouping, width: number, addRow: AddRow): Float64Array {
  const size = unitSize(groups.length, width);
  const sums = new Float64Array(units.count * size);
  for (let row = 0; row < codes.length; row++) {
    const from = (units.ofRow[row] ?? 0) * size;
    addRow(row, sums, from + (codes[row] ?? 0) * width);
    addRow(row, sums, from + groups.length * width);
  }
  return sums;
}
