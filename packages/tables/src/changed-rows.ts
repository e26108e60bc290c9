import type { CategoryColumn, Table } from "./table.ts";

/** 1 for each row on which two tables of the same rows have different values in any column, else 0. */
export function changedRows(candidate: Table, baseline: Table): Uint8Array {
  const changed = new Uint8Array(candidate.rows);
  for (const [name, ours] of candidate.columns) {
    const theirs = baseline.columns.get(name);
    if (ours.kind === "number" && theirs?.kind === "number") markNumbers(ours.numbers, theirs.numbers, changed);
    else if (ours.kind === "category" && theirs?.kind === "category") markCategories(ours, theirs, changed);
    else changed.fill(1);
  }
  return changed;
}

function markNumbers(ours: Float64Array, theirs: Float64Array, changed: Uint8Array): void {
  for (let row = 0; row < changed.length; row++) if (ours[row] !== theirs[row]) changed[row] = 1;
}

function markCategories(ours: CategoryColumn, theirs: CategoryColumn, changed: Uint8Array): void {
  const codes = new Map(theirs.values.map((value, code) => [value, code]));
  const translated = Int32Array.from(ours.values, (value) => codes.get(value) ?? -1);
  for (let row = 0; row < changed.length; row++) {
    if (translated[ours.codes[row] ?? 0] !== theirs.codes[row]) changed[row] = 1;
  }
}
