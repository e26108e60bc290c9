import * as v from "valibot";
import { type Lexicons, wordsOf } from "../cases/lexicons.ts";
import { wordsNameSchema } from "../cases/text-schema.ts";
import { draw } from "./draw.ts";
import { type OnSlot, takeSchema } from "./perturbation.ts";
import { filler } from "./slot-filler.ts";

export const insertSchema = v.strictObject({
  by: v.pipe(v.literal("insert"), v.description("Puts each word of a lexicon before a slot's word.")),
  words: v.pipe(wordsNameSchema, v.description("The lexicon.")),
  before: v.pipe(wordsNameSchema, v.description("A slot of every template of the test.")),
  take: v.exactOptional(takeSchema),
});

/** Each word of the lexicon before the slot's, the article being the new word's; with `take`, that many drawn ones. */
export function insert({ words, before, take }: v.InferOutput<typeof insertSchema>, lexicons: Lexicons): OnSlot {
  const all = [...new Set(wordsOf(words, lexicons))];
  return {
    on: "slot",
    slot: before,
    original: null,
    change: (filled, random) => {
      const word = filled.words.get(before) ?? "";
      const fill = filler(filled, before);
      return (take === undefined ? all : draw(all, take, random)).map((inserted) => fill(`${inserted} ${word}`));
    },
  };
}
