import type { Side } from "../tables/side.ts";
import { categoriesOf } from "../tables/side.ts";
import type { Slice } from "./slice.ts";

/** Rows by the values that they have in some columns. Only groups that have rows are there. */
export interface Groups {
  /** Each row's group. */
  readonly codes: Uint32Array;
  /** By group, in code-unit order of the values, column by column. */
  readonly slices: readonly Slice[];
}

/** Groups the side's rows by the values of the columns together. */
export function groupRows(side: Side, columns: readonly string[]): Groups {
  const read = columns.map((column) => categoriesOf(side, column));
  const first = new Map<number, number>();
  const codes = new Uint32Array(side.rows);
  for (let row = 0; row < side.rows; row++) {
    let key = 0;
    // At most four columns of some hundreds of values each: far below 2^53.
    for (const { codes: own, values } of read) key = key * values.length + (own[row] ?? 0);
    const known = first.get(key);
    codes[row] = known ?? first.size;
    if (known === undefined) first.set(key, first.size);
  }
  const slices = [...first.keys()].map((key) => sliceOf(key));
  const order = slices.map((_, group) => group).sort((a, b) => compareSlices(slices[a] ?? [], slices[b] ?? []));
  const ranks = new Uint32Array(order.length);
  for (const [rank, group] of order.entries()) ranks[group] = rank;
  for (let row = 0; row < codes.length; row++) codes[row] = ranks[codes[row] ?? 0] ?? 0;
  return { codes, slices: order.map((group) => slices[group] ?? []) };

  function sliceOf(key: number): Slice {
    let left = key;
    const reversed = read.toReversed().map(({ values }, index) => {
      const value = values[left % values.length] ?? "";
      left = Math.floor(left / values.length);
      return { column: columns[columns.length - 1 - index] ?? "", value };
    });
    return reversed.reverse();
  }
}

function compareSlices(a: Slice, b: Slice): number {
  for (const [index, { value }] of a.entries()) {
    const other = b[index]?.value ?? "";
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
