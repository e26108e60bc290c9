import { UserError } from "@airworthy/evidence";
import { type Cells, countCells, type PairedTables } from "./cells.ts";
import { checkIds, pairRows } from "./pair-rows.ts";
import type { PredictionTable } from "./prediction-table.ts";

/** Each value is a group of findings of its own; beyond this a reader sees nothing any more. */
const MAX_SLICE_VALUES = 200;

/** The rows that a finding is about: all, or those of one value of a slice. */
export interface Scope {
  readonly slice: { readonly column: string; readonly value: string } | null;
  readonly rows: number;
  readonly cells: Cells;
}

/**
 * The classes: those declared, or else the labels that occur; sorted by code unit, so that neither the order of rows nor a
 * locale matters. Throws a UserError for a label that is not among those declared.
 */
export function classesOf(candidate: PredictionTable, declared: readonly string[]): readonly string[] {
  const classes = [...new Set(declared.length > 0 ? declared : candidate.labels.values)].sort();
  const stray = candidate.labels.values.find((label) => !classes.includes(label));
  if (stray === undefined) return classes;
  throw new UserError(`${candidate.file.name}: the label ${JSON.stringify(stray)} is not one of the declared classes`);
}

/**
 * All rows first, then each slice's values in code-unit order. Throws a UserError where the tables do not pair, where a side
 * never predicts a label at all, or where a slice has more than 200 values.
 */
export function scopesOf(
  candidate: PredictionTable,
  baseline: PredictionTable | null,
  classes: readonly string[],
): readonly Scope[] {
  const tables = pairedTables(candidate, baseline, classes);
  checkVocabulary(candidate, classes);
  if (baseline !== null) checkVocabulary(baseline, classes);
  const [all] = countCells(tables, new Uint16Array(candidate.rows), 1);
  const scopes: Scope[] = all === undefined ? [] : [{ slice: null, rows: candidate.rows, cells: all }];
  for (const { column, values } of candidate.slices) {
    if (values.values.length > MAX_SLICE_VALUES) {
      throw new UserError(
        `the slice ${JSON.stringify(column)} has ${values.values.length} values; ${MAX_SLICE_VALUES} are allowed`,
      );
    }
    const groups = countCells(tables, values.codes, values.values.length);
    const named = groups.map((cells, code) => scopeOf(column, values.values[code] ?? "", cells));
    scopes.push(...named.sort((a, b) => (a.slice.value < b.slice.value ? -1 : 1)));
  }
  return scopes;
}

function pairedTables(
  candidate: PredictionTable,
  baseline: PredictionTable | null,
  classes: readonly string[],
): PairedTables {
  if (baseline !== null) return { candidate, baseline, pairs: pairRows(candidate, baseline), classes };
  checkIds(candidate);
  return {
    candidate,
    baseline: candidate,
    pairs: Int32Array.from({ length: candidate.rows }, (_, row) => row),
    classes,
  };
}

function scopeOf(column: string, value: string, cells: Cells) {
  return { slice: { column, value }, rows: cells.counts.reduce((sum, count) => sum + count, 0), cells };
}

/** A table whose predictions and labels have no word in common is a mistake in names, which must not pass as accuracy 0. */
function checkVocabulary({ file, labels, predictions }: PredictionTable, classes: readonly string[]): void {
  if (predictions.values.some((value) => labels.values.includes(value) || classes.includes(value))) return;
  const names = (values: readonly string[]) =>
    values
      .slice(0, 5)
      .map((value) => JSON.stringify(value))
      .join(", ");
  throw new UserError(
    `no prediction of ${file.name} is any of its labels: predictions are ${names(predictions.values)}, labels ${names(labels.values)}`,
    { remedy: "Write labels and predictions with the same words." },
  );
}
