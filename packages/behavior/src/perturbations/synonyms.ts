import * as v from "valibot";
import { mappingSchema } from "../cases/mapping-schema.ts";
import { oneOrMore, textSchema } from "../cases/text-schema.ts";
import { draw } from "./draw.ts";
import { type OnText, takeSchema, textEntries } from "./perturbation.ts";
import { phraseSchema } from "./phrase-schema.ts";
import { findPhrases, phraseIndex } from "./phrases.ts";
import { swapPhrase, swapsFor } from "./swap-phrase.ts";

const MAX_WORDS = 5_000;
const MAX_SYNONYMS = 100;

export const synonymsSchema = v.strictObject({
  by: v.pipe(v.literal("synonyms"), v.description("Puts given words for others.")),
  words: v.pipe(
    mappingSchema(phraseSchema, oneOrMore(textSchema, MAX_SYNONYMS), {
      what: "words to the words for them",
      most: MAX_WORDS,
      jsonSchema: {
        anyOf: [
          { type: "string", minLength: 1 },
          { type: "array", minItems: 1, maxItems: MAX_SYNONYMS, items: { type: "string", minLength: 1 } },
        ],
      },
    }),
    v.check((words) => words.size > 0, "must not be empty"),
    v.description("Words, and those to be put for each: {good: [great, fine], film: movie}."),
  ),
  take: v.exactOptional(takeSchema),
  ...textEntries,
});

/** Each changed text has one given word for one word, wherever it stands as a whole; `take` are drawn, all without it. */
export function synonyms({ words, take, field }: v.InferOutput<typeof synonymsSchema>): OnText {
  const index = phraseIndex(words);
  return {
    on: "text",
    field: field ?? null,
    change: (text, random) => {
      const swaps = swapsFor(findPhrases(text, index), (others) => others);
      return draw(swaps, take ?? swaps.length, random).map((swap) => swapPhrase(text, swap));
    },
  };
}
