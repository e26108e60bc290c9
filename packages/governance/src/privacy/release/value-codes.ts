import type { Column } from "@airworthy/tables";

/** A column as codes: equal values have equal codes, from 0 on, all below `count`. */
export interface ValueCodes {
  readonly codes: Uint16Array | Uint32Array;
  readonly count: number;
  /** Whether the codes rise with the values, which numbers do. */
  readonly isOrdered: boolean;
}

/** Codes by rising value of a number column, by first row of a category one. */
export function valueCodes(column: Column): ValueCodes {
  if (column.kind === "category") return { codes: column.codes, count: column.values.length, isOrdered: false };
  const values = new Set<number>();
  for (const value of column.numbers) values.add(value);
  const rising = Float64Array.from(values).sort();
  const codeOf = new Map<number, number>();
  for (let code = 0; code < rising.length; code++) codeOf.set(rising[code] ?? 0, code);
  const codes = Uint32Array.from(column.numbers, (value) => codeOf.get(value) ?? 0);
  return { codes, count: rising.length, isOrdered: true };
}
