import { UserError } from "@airworthy/evidence";
import { IdIndex, idText } from "./id-index.ts";
import { repeatedRows } from "./repeated-rows.ts";
import type { Column, IdColumn, Table } from "./table.ts";

const SHOWN_IDS = 5;
const UNMATCHED = -1;

/**
 * The baseline's row for each row of the candidate, paired by id; null where both tables have the same ids in the same order,
 * which a reader tells by giving them the same column. Throws a UserError, with the number and the first five ids, where
 * ids repeat or are in one table only.
 */
export function pairRows(candidate: Table, baseline: Table): Int32Array | null {
  if (candidate.ids === baseline.ids) {
    checkIds(candidate);
    return null;
  }
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
  return pairs;
}

/** Throws a UserError where ids of the table repeat. */
export function checkIds(table: Table): void {
  const repeated = repeatedRows(table.ids);
  if (repeated.length > 0) throw repeatedIds(table, repeated);
}

/**
 * Throws a UserError where the tables disagree on a row's value in one of the columns (a label, a slice, a weight): then they
 * are not of the same data. Rows stand in the same order.
 */
export function checkAgreement(candidate: Table, baseline: Table, columns: readonly string[]): void {
  for (const column of columns) {
    const ours = candidate.columns.get(column);
    const theirs = baseline.columns.get(column);
    if (ours === undefined && theirs === undefined) continue;
    if (ours === undefined || theirs === undefined) {
      const [has, lacks] = ours === undefined ? [baseline, candidate] : [candidate, baseline];
      throw new UserError(`${has.file.name} has the column ${JSON.stringify(column)}, ${lacks.file.name} has not`, {
        remedy: "Evaluate both versions on the same data.",
      });
    }
    const rows = disagreements(ours, theirs);
    if (rows.length === 0) continue;
    throw new UserError(
      `${candidate.file.name} and ${baseline.file.name} differ in ${JSON.stringify(column)} in ${counted(rows.length)}: ids ${shownIds(candidate.ids, rows)}`,
      { remedy: "Evaluate both versions on the same data." },
    );
  }
}

function uniqueIndex(table: Table): IdIndex {
  const index = new IdIndex(table.ids);
  if (index.repeated.length > 0) throw repeatedIds(table, index.repeated);
  return index;
}

function repeatedIds(table: Table, rows: readonly number[]): UserError {
  return new UserError(`${table.file.name} repeats ids, in ${counted(rows.length)}: ${shownIds(table.ids, rows)}`, {
    remedy: "Give each row an id of its own.",
  });
}

function checkMatched(candidate: Table, baseline: Table, unmatched: readonly number[], taken: Uint8Array): void {
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

function onlyIn(table: Table, other: Table, rows: readonly number[]): string {
  if (rows.length === 0) return "";
  return `${counted(rows.length)} of ${table.file.name} not in ${other.file.name}: ids ${shownIds(table.ids, rows)}`;
}

function disagreements(ours: Column, theirs: Column): number[] {
  const rows: number[] = [];
  if (ours.kind === "category" && theirs.kind === "category") {
    const codes = new Map(theirs.values.map((value, code) => [value, code]));
    const translated = Int32Array.from(ours.values, (value) => codes.get(value) ?? UNMATCHED);
    for (let row = 0; row < ours.codes.length; row++) {
      if (translated[ours.codes[row] ?? 0] !== theirs.codes[row]) rows.push(row);
    }
    return rows;
  }
  if (ours.kind === "category" || theirs.kind === "category") throw new Error("a column of two kinds");
  for (let row = 0; row < ours.numbers.length; row++) {
    if (ours.numbers[row] !== theirs.numbers[row]) rows.push(row);
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
