import type { Group } from "@airworthy/signals";
import type { CellText } from "./cell-text.ts";

/**
 * Texts of a column as whole numbers in the order of their code points: 2i + 1 for the i-th of the values that are asked for, 2i for
 * all between it and the one before. So the first of several texts is known by its number without any of them being kept.
 */
export class GroupCodes {
  readonly column: string;
  /** UTF-8, which sorts as code points do. */
  readonly #values: readonly Buffer[];

  constructor(column: string, values: ReadonlySet<string>) {
    this.column = column;
    this.#values = [...values].map((value) => Buffer.from(value)).sort(Buffer.compare);
  }

  /** Of no text, which is after all others. */
  get none(): number {
    return 2 * this.#values.length + 1;
  }

  codeOf({ bytes, start, end }: CellText): number {
    let low = 0;
    let high = this.#values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const value = this.#values[middle];
      if (value === undefined) break;
      const order = value.compare(bytes, start, end);
      if (order === 0) return 2 * middle + 1;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }

  codeOfValue(value: string): number {
    return 2 * this.#values.findIndex((known) => known.equals(Buffer.from(value))) + 1;
  }
}

/** Of each column that any group is of. */
export function groupCodes(groups: readonly Group[]): GroupCodes[] {
  const byColumn = Map.groupBy(groups, ({ column }) => column);
  return [...byColumn].map(([column, same]) => new GroupCodes(column, new Set(same.map(({ value }) => value))));
}
