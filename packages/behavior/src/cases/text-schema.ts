import { canonicalJson } from "@airworthy/evidence";
import * as v from "valibot";
import type { ModelInput } from "../model.ts";
import { isMapping } from "./mapping-schema.ts";
import { unionBy } from "./union-by.ts";

/** A suite is written by hand: far beyond these it is generated data, which belongs in a table. */
const MAX_TEXT = 2_000;
const MAX_LABEL = 120;

const WORDS_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/;

/** The name of a lexicon or of a slot. */
export const wordsNameSchema = v.pipe(
  v.string(),
  v.regex(WORDS_NAME, "must be a name of letters, digits, hyphens and underscores"),
);

/** Half a surrogate pair has no UTF-8: two texts that differ in it would be one once they are written. */
const wholeCharacters = v.check<string, string>((text) => text.isWellFormed(), "must be whole characters");

export const textSchema = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(MAX_TEXT, `must have at most ${MAX_TEXT} characters`),
  wholeCharacters,
);

/** A class, an id or a column's name. */
export const labelSchema = v.pipe(textSchema, v.maxLength(MAX_LABEL, `must have at most ${MAX_LABEL} characters`));

/** A list of 1 to `most` entries. */
export function listSchema<const Item extends v.GenericSchema<unknown, unknown>>(item: Item, most: number) {
  return v.pipe(
    v.array(item),
    v.minLength(1, "must not be empty"),
    v.maxLength(most, `must have at most ${most} entries`),
  );
}

/** One entry by itself, or a list of 1 to `most`; a list in any case when it is read. */
export function oneOrMore<const Item extends v.GenericSchema<unknown, unknown>>(item: Item, most: number) {
  return v.pipe(
    unionBy([item, listSchema(item, most)], (value) => (Array.isArray(value) ? 1 : 0)),
    v.transform((value): v.InferOutput<Item>[] => (Array.isArray(value) ? value : [value])),
  );
}

/** A mapping whose values JSON can hold. */
export const recordSchema = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(isMapping, "must be a mapping from names to values"),
  v.check((value) => isJson(value), "must hold nothing but what JSON can: no NaN, no infinity"),
);

/** What a model is asked: text of any length, or a record. */
export const inputSchema: v.GenericSchema<unknown, ModelInput> = unionBy(
  [v.pipe(v.string(), wholeCharacters), recordSchema],
  (value) => (typeof value === "string" ? 0 : 1),
);

function isJson(value: unknown): boolean {
  try {
    canonicalJson(value);
    return true;
  } catch {
    return false;
  }
}
