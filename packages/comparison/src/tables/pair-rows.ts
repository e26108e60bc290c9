import { UserError } from "@airworthy/evidence";
import { IdIndex, idText } from "./id-index.ts";
import type { CategoryColumn, IdColumn, PredictionTable } from "./prediction-table.ts";

const SHOWN_IDS = 5;
const UNMATCHED = -1;

/**
 * The baseline's row for each row of the candidate, paired by id. Throws a UserError, with the number and the first five
 * ids, where ids repeat or are in one table only, or where the tables disagree on a row's label or slice: then they are
 * not of the same data.
 */
export function pairRows(candidate: PredictionTable, baseline: PredictionTable): Int32Array {
  const index = uniqueIndex(baseline);
  const pairs = new Int32Array(candidate.rows);
  const taken = new Uint8Array(baseline.rows);
  const repeated: number[] = [];
  const unmatched: number[] = [];
  for (let row = 0; row < candidate.rows; row++) {
    const match = index.find(candidate.ids, row);
    if (match === UNMATCHED) unmatched.push(row);
    else if (taken[match] === 1) repeated.push(row);
    else taken[match] = 1;
    pairs[row] = match;
  }
  if (repeated.length > 0) throw repeatedIds(candidate, repeated);
  checkMatched(candidate, baseline, unmatched, taken);
  checkAgreement(candidate, baseline, pairs);
  return pairs;
}

/** Throws a UserError where ids of the table repeat. */
export function checkIds(table: PredictionTable): void {
  uniqueIndex(table);
}

function uniqueIndex(table: PredictionTable): IdIndex {
  const index = new IdIndex(table.ids);
  if (index.repeated.length > 0) throw repeatedIds(table, index.repeated);
  return index;
}

function repeatedIds(table: PredictionTable, rows: readonly number[]): UserError {
  return new UserError(`${table.file.name} repeats ids, in ${counted(rows.length)}: ${shownIds(table.ids, rows)}`, {
    remedy: "Give each row an id of its own.",
  });
}

function checkMatched(
  candidate: PredictionTable,
  baseline: PredictionTable,
  unmatched: readonly number[],
  taken: Uint8Array,
): void {
  const left: number[] = [];
  for (let row = taken.indexOf(0); row >= 0; row = taken.indexOf(0, row + 1)) left.push(row);
  if (unmatched.length + left.length === 0) return;
  throw new UserError(
    [onlyIn(candidate, baseline, unmatched), onlyIn(baseline, candidate, left)]
      .filter((line) => line !== "")
      .join("\n"),
    { remedy: "Evaluate both versions on the same rows: rows pair by id." },
  );
}

function onlyIn(table: PredictionTable, other: PredictionTable, rows: readonly number[]): string {
  if (rows.length === 0) return "";
  return `${counted(rows.length)} of ${table.file.name} not in ${other.file.name}: ids ${shownIds(table.ids, rows)}`;
}

function checkAgreement(candidate: PredictionTable, baseline: PredictionTable, pairs: Int32Array): void {
  const columns: [string, CategoryColumn, CategoryColumn | undefined][] = [
    ["label", candidate.labels, baseline.labels],
    ...candidate.slices.map(({ column, values }): [string, CategoryColumn, CategoryColumn | undefined] => [
      column,
      values,
      baseline.slices.find((slice) => slice.column === column)?.values,
    ]),
  ];
  for (const [column, ours, theirs] of columns) {
    if (theirs === undefined) throw new Error(`the baseline was read without the slice ${column}`);
    const rows = disagreements(ours, theirs, pairs);
    if (rows.length === 0) continue;
    throw new UserError(
      `${candidate.file.name} and ${baseline.file.name} differ in ${JSON.stringify(column)} in ${counted(rows.length)}: ids ${shownIds(candidate.ids, rows)}`,
      { remedy: "Evaluate both versions on the same data." },
    );
  }
}

function disagreements(ours: CategoryColumn, theirs: CategoryColumn, pairs: Int32Array): number[] {
  const codes = new Map(theirs.values.map((value, code) => [value, code]));
  const translated = ours.values.map((value) => codes.get(value) ?? UNMATCHED);
  const rows: number[] = [];
  for (let row = 0; row < pairs.length; row++) {
    if (translated[ours.codes[row] ?? 0] !== theirs.codes[pairs[row] ?? 0]) rows.push(row);
  }
  return rows;
}

function counted(rows: number): string {
  return rows === 1 ? "1 row" : `${rows} rows`;
}

function shownIds(ids: IdColumn, rows: readonly number[]): string {
  const names = rows.slice(0, SHOWN_IDS).map((row) => JSON.stringify(idText(ids, row).slice(0, 80)));
  return rows.length > SHOWN_IDS ? `${names.join(", ")} and more` : names.join(", ");
}
