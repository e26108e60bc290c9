import * as v from "valibot";
import { textSchema } from "../cases/text-schema.ts";

/** A word or several to look for: the first must be a word, since texts are searched word by word. */
export const phraseSchema = v.pipe(
  textSchema,
  // Not `regex`: JSON Schema has no flags.
  v.check((text) => /^[\p{L}\p{N}_]/u.test(text), "must begin with a letter, a digit or an underscore"),
);
