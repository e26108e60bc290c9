import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type Lexicons, wordsOf } from "../cases/lexicons.ts";
import { wordsNameSchema } from "../cases/text-schema.ts";
import { draw } from "./draw.ts";
import { type OnSlot, takeSchema } from "./perturbation.ts";
import { filler } from "./slot-filler.ts";

export const varySchema = v.strictObject({
  by: v.pipe(v.literal("vary"), v.description("Puts each word of a slot's lexicon into the slot.")),
  slot: v.pipe(wordsNameSchema, v.description("A slot of every template of the test.")),
  take: v.exactOptional(takeSchema),
});

/**
 * The slot's words, the original with the lexicon's first; with `take`, that many drawn words beside a drawn original.
 * Throws a UserError for a slot without a lexicon, or with one of a single word.
 */
export function vary({ slot, take }: v.InferOutput<typeof varySchema>, lexicons: Lexicons): OnSlot {
  const words = [...new Set(wordsOf(slot, lexicons))];
  if (words.length < 2) throw new UserError(`the lexicon of the slot {${slot}} has one word only; nothing can vary`);
  return {
    on: "slot",
    slot,
    original: (random) => words[take === undefined ? 0 : random.integer(words.length)] ?? "",
    change: (filled, random) => {
      const own = filled.words.get(slot);
      const drawn = take === undefined ? words : draw(words, take + 1, random);
      const fill = filler(filled, slot);
      return drawn
        .filter((word) => word !== own)
        .slice(0, take)
        .map(fill);
    },
  };
}
