import type { Side } from "../../tables/side.ts";
import { categoriesOf } from "../../tables/side.ts";
import { CellTable } from "./cell-table.ts";
import { classCodesOf } from "./class-codes.ts";

/**
 * How often each combination of label, baseline's and candidate's prediction (and weight) occurs: all that metrics of
 * counts need. Codes index `classes`, or, of label sets, `members`; a prediction that is no class has the code `classes.length`.
 * Cells come by falling count, then by rising codes, then by rising weight.
 */
export interface Cells {
  readonly classes: readonly string[];
  /**
   * The classes of each set's code, rising, each member that is no class as `classes.length`; null where labels are single
   * classes. Equal sets have equal codes.
   */
  readonly members: readonly (readonly number[])[] | null;
  readonly labels: Uint32Array;
  readonly baseline: Uint32Array;
  readonly candidate: Uint32Array;
  /** How many rows each cell has. */
  readonly counts: Float64Array;
  /** What each row of a cell weighs; null where all weigh 1. */
  readonly weights: Float64Array | null;
}

/**
 * Counts some rows of two sides that have their rows in one order. Labels and weights are the candidate's; without a baseline
 * the candidate may stand on both sides. Throws a UserError for a label that is no class, and for a side none of whose
 * predictions is one.
 */
export function countCells(candidate: Side, baseline: Side, rows: Uint32Array): Cells {
  const codes = classCodesOf(candidate, baseline);
  const labels = categoriesOf(candidate, "label").codes;
  const before = categoriesOf(baseline, "prediction").codes;
  const now = categoriesOf(candidate, "prediction").codes;
  const { weights, classes } = candidate;
  const table = new CellTable();
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    table.add(
      codes.labels[labels[row] ?? 0] ?? 0,
      codes.baseline[before[row] ?? 0] ?? 0,
      codes.candidate[now[row] ?? 0] ?? 0,
      // A weight of -0 is 0, which has other bits.
      weights === null ? 1 : (weights[row] ?? 0) + 0,
    );
  }
  const keys = table.sorted();
  return { classes, members: codes.members, ...keys, weights: weights === null ? null : keys.weights };
}
