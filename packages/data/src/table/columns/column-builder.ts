import type { Column } from "@airworthy/tables";
import type { Cells } from "../cells.ts";

/** Collects a column, row by row. */
export interface ColumnBuilder {
  /** The column's name in the table. */
  readonly name: string;
  /** Throws a UserError without a place for a value that is not allowed. */
  add(cells: Cells): void;
  finish(): Column;
}
