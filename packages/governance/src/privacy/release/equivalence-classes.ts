import { createKeyNames } from "./key-names.ts";
import type { ValueCodes } from "./value-codes.ts";

/** Rows that agree in all quasi-identifiers are of one class: class i has the rows rows[starts[i]..starts[i + 1]). */
export interface EquivalenceClasses {
  readonly rows: Uint32Array;
  /** One more than there are classes. */
  readonly starts: Uint32Array;
}

/** Splits the rows by one column after the other: O(rows) a column. */
export function equivalenceClasses(columns: readonly ValueCodes[], rows: number): EquivalenceClasses {
  let classes: Uint32Array<ArrayBufferLike> = new Uint32Array(rows);
  let count = Math.min(1, rows);
  for (const { codes, count: values } of columns) {
    const split = new Uint32Array(rows);
    const names = createKeyNames(count * values, rows);
    for (let row = 0; row < rows; row++) split[row] = names.nameOf((classes[row] ?? 0) * values + (codes[row] ?? 0));
    classes = split;
    count = names.count();
  }
  return grouped(classes, count);
}

/** How many rows a class has. */
export function sizeOf({ starts }: EquivalenceClasses, name: number): number {
  return (starts[name + 1] ?? 0) - (starts[name] ?? 0);
}

/** A counting sort by class, stable. */
function grouped(classes: Uint32Array, count: number): EquivalenceClasses {
  const starts = new Uint32Array(count + 1);
  for (const name of classes) starts[name + 1] = (starts[name + 1] ?? 0) + 1;
  for (let name = 0; name < count; name++) starts[name + 1] = (starts[name + 1] ?? 0) + (starts[name] ?? 0);
  const next = starts.slice();
  const rows = new Uint32Array(classes.length);
  for (let row = 0; row < rows.length; row++) {
    const name = classes[row] ?? 0;
    const place = next[name] ?? 0;
    rows[place] = row;
    next[name] = place + 1;
  }
  return { rows, starts };
}
