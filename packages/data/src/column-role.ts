import { nearest, UserError } from "@airworthy/evidence";
import { shown } from "./shown.ts";

/** What a reader does with a column: a text of that slot, a number to check, something refused, or nothing. */
export type ColumnRole = number;

export const SCORE_ROLE = -1;
export const SCORES_ROLE = -2;
export const WEIGHT_ROLE = -3;
export const NO_ROLE = -4;

/** The columns that every table has; a column's index is its slot. */
const KEY_COLUMNS = ["id", "label", "prediction"] as const;
export const FIRST_SLICE_SLOT = KEY_COLUMNS.length;

/** A row's seen slots are kept as bits of one number, and each slice multiplies the findings. */
const MAX_SLICES = 20;

/** The columns whose texts are read, by slot: the key columns, then the slices. Throws a UserError for a bad slice. */
export function wantedColumns(slices: readonly string[]): readonly string[] {
  if (slices.length > MAX_SLICES) throw new UserError(`${slices.length} slices were given; ${MAX_SLICES} are allowed`);
  for (const [index, slice] of slices.entries()) {
    if (roleOf(slice, KEY_COLUMNS) !== NO_ROLE) {
      throw new UserError(`${shown(slice)} cannot be a slice: it is one of the columns that are compared`);
    }
    if (slices.indexOf(slice) !== index) throw new UserError(`the slice ${shown(slice)} was given twice`);
  }
  return [...KEY_COLUMNS, ...slices];
}

export function roleOf(column: string, wanted: readonly string[]): ColumnRole {
  const slot = wanted.indexOf(column);
  if (slot >= 0) return slot;
  if (column === "score" || column.startsWith("scores.")) return SCORE_ROLE;
  if (column === "scores") return SCORES_ROLE;
  return column === "weight" ? WEIGHT_ROLE : NO_ROLE;
}

export function missingColumn(column: string, given: readonly string[], file?: string): UserError {
  const near = nearest(column, given);
  const names = given.slice(0, 20).map(shown).join(", ");
  return new UserError(
    `${file === undefined ? "" : `${file}: `}the column ${shown(column)} is missing${near === undefined ? "" : `; did you mean ${shown(near)}?`}`,
    {
      remedy: given.length === 0 ? "No column was given." : `The columns given are ${names}.`,
    },
  );
}

export function refusedWeight(): UserError {
  return new UserError(`the column "weight" is not supported yet, and leaving weights out would give other numbers`, {
    remedy: "Remove the column to count every row once.",
  });
}
