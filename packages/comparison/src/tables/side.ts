import type { CategoryColumn, Column, NumberColumn } from "@airworthy/tables";

/** One version's rows, in the order that both versions have after pairing. */
export interface Side {
  /** The file's name, for messages. */
  readonly name: string;
  readonly rows: number;
  /** The classes, in code-unit order: those declared, or the labels that occur. Empty where the task has none. */
  readonly classes: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
  /** One a row, each at least 0; null where all weigh 1. */
  readonly weights: Float64Array | null;
}

export function numbersOf(side: Side, column: string): Float64Array {
  return columnOf(side, column, "number").numbers;
}

export function categoriesOf(side: Side, column: string): CategoryColumn {
  return columnOf(side, column, "category");
}

function columnOf(side: Side, name: string, kind: "category"): CategoryColumn;
function columnOf(side: Side, name: string, kind: "number"): NumberColumn;
function columnOf(side: Side, name: string, kind: Column["kind"]): Column {
  const column = side.columns.get(name);
  if (column?.kind !== kind) throw new Error(`${side.name} was read without ${name} as a ${kind}`);
  return column;
}
