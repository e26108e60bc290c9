import type { CategoryColumn, PredictionTable } from "./prediction-table.ts";

/**
 * How often each combination of label, baseline's and candidate's prediction occurs: all that metrics of counts need. Codes
 * index the classes; a prediction that is no class has the code `classes`. Cells come by falling count.
 */
export interface Cells {
  readonly classes: number;
  readonly labels: Uint16Array;
  readonly baseline: Uint16Array;
  readonly candidate: Uint16Array;
  readonly counts: readonly number[];
}

/** Paired tables. Without a baseline the candidate stands on both sides. */
export interface PairedTables {
  readonly candidate: PredictionTable;
  readonly baseline: PredictionTable;
  /** The baseline's row for each of the candidate's. */
  readonly pairs: Int32Array;
  readonly classes: readonly string[];
}

/** Counts the cells of each group of rows; `groups` gives each row of the candidate its group. */
export function countCells(tables: PairedTables, groups: Uint16Array, groupCount: number): Cells[] {
  const { candidate, baseline, pairs, classes } = tables;
  const labelCodes = classCodes(candidate.labels, classes);
  const ours = classCodes(candidate.predictions, classes);
  const theirs = classCodes(baseline.predictions, classes);
  const width = classes.length + 1;
  const counts = Array.from({ length: groupCount }, () => new Map<number, number>());
  for (let row = 0; row < candidate.rows; row++) {
    const label = labelCodes[candidate.labels.codes[row] ?? 0] ?? 0;
    const before = theirs[baseline.predictions.codes[pairs[row] ?? 0] ?? 0] ?? 0;
    const now = ours[candidate.predictions.codes[row] ?? 0] ?? 0;
    const key = (label * width + before) * width + now;
    const group = counts[groups[row] ?? 0];
    group?.set(key, (group.get(key) ?? 0) + 1);
  }
  return counts.map((group) => toCells(group, classes.length));
}

/** The class of each of a column's values; the number of classes for a value that is none. */
function classCodes(column: CategoryColumn, classes: readonly string[]): Uint16Array {
  const codes = new Map(classes.map((name, code) => [name, code]));
  return Uint16Array.from(column.values, (value) => codes.get(value) ?? classes.length);
}

function toCells(counts: ReadonlyMap<number, number>, classes: number): Cells {
  const width = classes + 1;
  const cells = [...counts].sort(([keyA, a], [keyB, b]) => b - a || keyA - keyB);
  return {
    classes,
    labels: Uint16Array.from(cells, ([key]) => Math.floor(key / (width * width))),
    baseline: Uint16Array.from(cells, ([key]) => Math.floor(key / width) % width),
    candidate: Uint16Array.from(cells, ([key]) => key % width),
    counts: cells.map(([, count]) => count),
  };
}
