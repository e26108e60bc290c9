import { UserError } from "@airworthy/evidence";
import type { CategoryColumn, Table } from "@airworthy/tables";
import { categoriesOf } from "../columns.ts";
import type { BiasSettings } from "../settings.ts";

/** Where a group's sums of classes stand: rows, right answers, and for each class true positives, false positives, false negatives. */
export const ROWS = 0;
export const RIGHT = 1;
export const FIRST_CLASS = 2;
export const PER_CLASS = 3;

/** Rows by how they come out: those of one outcome add the same to their group's sums, on either side. */
export interface ClassRows {
  /** The classes of which each is held against the rest: the positive one alone of a classification. */
  readonly classes: readonly string[];
  readonly width: number;
  /** Each row's outcome. */
  readonly outcomes: Uint32Array;
  /** By outcome, the sums that a row of it adds 1 to. */
  readonly candidate: readonly Uint32Array[];
  readonly baseline: readonly Uint32Array[] | null;
}

/** More classes are not looked at one by one, and make sums of gigabytes. */
const MOST_CLASSES = 500;

/**
 * Reads labels and predictions as classes. Throws a UserError where the positive class is not given or is no label, and for
 * more than 500 classes.
 */
export function classRows(candidate: Table, baseline: Table | null, settings: BiasSettings): ClassRows {
  const label = categoriesOf(candidate, "label");
  const sides = [candidate, ...(baseline === null ? [] : [baseline])].map((table) => categoriesOf(table, "prediction"));
  const classes = classesOf(candidate, [label, ...sides], settings);
  const codes = new Map(classes.map((name, code) => [name, code]));
  const members = ({ values }: CategoryColumn) => values.map((value) => classCodes(value, codes, settings));
  const { outcomes, found } = outcomesOf([label, ...sides]);
  const labels = members(label);
  const additions = sides.map((side, index) => {
    const predicted = members(side);
    return found.map((parts) => addsTo(labels[parts[0] ?? 0] ?? [], predicted[parts[index + 1] ?? 0] ?? []));
  });
  const width = FIRST_CLASS + PER_CLASS * classes.length;
  return { classes, width, outcomes, candidate: additions[0] ?? [], baseline: additions[1] ?? null };
}

function classesOf(
  table: Table,
  columns: readonly CategoryColumn[],
  { task, positive }: BiasSettings,
): readonly string[] {
  const values = columns.flatMap((column) => column.values);
  if (task === "classification") return [positiveOf(table, columns[0]?.values ?? [], positive)];
  const classes = [...new Set(task === "multi-label" ? values.flatMap(membersOf) : values)].sort();
  if (classes.length <= MOST_CLASSES) return classes;
  throw new UserError(`${table.file.name} has ${classes.length} classes; ${MOST_CLASSES} are allowed`, {
    remedy: "Audit broader classes, or one class against the rest: task classification with that class as positive.",
  });
}

function positiveOf({ file }: Table, labels: readonly string[], positive: string | null): string {
  const known = labels
    .slice(0, 10)
    .map((label) => JSON.stringify(label.slice(0, 80)))
    .join(", ");
  if (positive === null) {
    throw new UserError("a classification needs its positive class: what it is good, or bad, to be selected for", {
      remedy: `The labels of ${file.name} are ${known}.`,
    });
  }
  if (labels.includes(positive)) return positive;
  throw new UserError(`${file.name}: no label is ${JSON.stringify(positive.slice(0, 80))}, the positive class`, {
    remedy: `Its labels are ${known}.`,
  });
}

/** A value's classes: itself, or the members of a set; those that are not held against the rest are left out. */
function classCodes(value: string, codes: ReadonlyMap<string, number>, { task }: BiasSettings): number[] {
  const names = task === "multi-label" ? membersOf(value) : [value];
  return names.flatMap((name) => codes.get(name) ?? []);
}

/** The reader writes sets as JSON arrays of texts. */
function membersOf(set: string): string[] {
  const members: unknown = JSON.parse(set);
  if (!Array.isArray(members)) throw new Error("a set of labels that is no list");
  return members.map(String);
}

/** Numbers the different combinations of values, in the order of their first row. */
function outcomesOf(columns: readonly CategoryColumn[]): { outcomes: Uint32Array; found: number[][] } {
  const rows = columns[0]?.codes.length ?? 0;
  const outcomes = new Uint32Array(rows);
  const numbers = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    let key = 0;
    // At most three columns, of which a reader keeps at most some ten thousand different values each.
    for (const { codes, values } of columns) key = key * values.length + (codes[row] ?? 0);
    let outcome = numbers.get(key);
    if (outcome === undefined) {
      outcome = numbers.size;
      numbers.set(key, outcome);
    }
    outcomes[row] = outcome;
  }
  return { outcomes, found: [...numbers.keys()].map((key) => apart(key, columns)) };
}

function apart(key: number, columns: readonly CategoryColumn[]): number[] {
  let left = key;
  const reversed = columns.toReversed().map(({ values }) => {
    const code = left % values.length;
    left = Math.floor(left / values.length);
    return code;
  });
  return reversed.reverse();
}

function addsTo(label: readonly number[], predicted: readonly number[]): Uint32Array {
  const isRight = label.length === predicted.length && label.every((code) => predicted.includes(code));
  const of = (code: number, which: 0 | 1 | 2) => FIRST_CLASS + PER_CLASS * code + which;
  return Uint32Array.from([
    ROWS,
    ...(isRight ? [RIGHT] : []),
    ...predicted.map((code) => of(code, label.includes(code) ? 0 : 1)),
    ...label.filter((code) => !predicted.includes(code)).map((code) => of(code, 2)),
  ]);
}
