import type { Random } from "@airworthy/stats";
import * as v from "valibot";
import type { Filled } from "../cases/case.ts";
import { countSchema } from "../cases/number-schema.ts";
import { labelSchema } from "../cases/text-schema.ts";

/** A row of a table, or any other input that is no text. */
export type InputRecord = Readonly<Record<string, unknown>>;

/** A perturbation made ready: what it needs of a draft, and what it makes of it. None where it cannot change it. */
export type Perturbation = OnText | OnSlot | OnRecord | OnRows;

/** Changes a text, or the text in a field of a record. */
export interface OnText {
  readonly on: "text";
  readonly field: string | null;
  readonly change: (text: string, random: Random) => readonly string[];
}

/** Changes a word of a template. */
export interface OnSlot {
  readonly on: "slot";
  readonly slot: string;
  /** The slot's word in the original, where the slot is open; null where the template's words fill it. */
  readonly original: ((random: Random) => string) | null;
  readonly change: (filled: Filled, random: Random) => readonly string[];
}

/** Changes a record. */
export interface OnRecord {
  readonly on: "record";
  /** Those that a record must have. */
  readonly fields: readonly string[];
  readonly change: (record: InputRecord, random: Random) => readonly InputRecord[];
}

/** Makes one case of so many drafts: the rows, and the same rows in another order. */
export interface OnRows {
  readonly on: "rows";
  readonly rows: number;
}

/** How many changed texts CheckList keeps of each: `n=10` in checklist/perturb.py. */
export const CHECKLIST_TAKE = 10;

const MAX_TAKE = 1_000;

/** How many changed inputs are drawn of those there could be. */
export const takeSchema = v.pipe(
  countSchema(1, MAX_TAKE),
  v.description("So many changed inputs are drawn for each case."),
);

/** A field of perturbations of text. */
export const textEntries = {
  field: v.exactOptional(v.pipe(labelSchema, v.description("The field with the text, where inputs are records."))),
};

/** The name of a field of a record. */
export const fieldSchema = v.pipe(labelSchema, v.description("A field of the record."));
