import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { combinations, countCombinations } from "../cases/combinations.ts";
import { type Lexicons, unknownName, wordsFor } from "../cases/lexicons.ts";
import { parseTemplate, slotsOf, templateFiller } from "../cases/template.ts";
import { oneOrMore, textSchema } from "../cases/text-schema.ts";
import { draw } from "./draw.ts";
import { CHECKLIST_TAKE, type OnText, takeSchema, textEntries } from "./perturbation.ts";
import { withoutEnd } from "./sentence.ts";

const MAX_PHRASES = 5_000;

const phraseEntries = {
  phrases: v.pipe(
    oneOrMore(textSchema, MAX_PHRASES),
    v.description("Whole sentences; {word} is filled as in templates."),
  ),
  take: v.exactOptional(takeSchema),
  ...textEntries,
};

export const appendSchema = v.strictObject({
  by: v.pipe(v.literal("append"), v.description("Adds a sentence after the text.")),
  ...phraseEntries,
});

export const prependSchema = v.strictObject({
  by: v.pipe(v.literal("prepend"), v.description("Adds a sentence before the text.")),
  ...phraseEntries,
});

type PhrasesSpec = v.InferOutput<typeof appendSchema> | v.InferOutput<typeof prependSchema>;

/**
 * As CheckList's sentiment suite adds phrases ("I like you."): after the text without punctuation at its end and a full
 * stop, or before it. `take` of the phrases are drawn, 10 without it. Throws a UserError for a phrase that is no template.
 */
export function addedPhrases({ by, phrases, take = CHECKLIST_TAKE, field }: PhrasesSpec, lexicons: Lexicons): OnText {
  const all = [...new Set(phrases.flatMap((phrase) => fillPhrase(phrase, lexicons)))];
  return {
    on: "text",
    field: field ?? null,
    change: (text, random) => {
      const stripped = withoutEnd(text);
      if (stripped === "") return [];
      return draw(all, take, random).map((phrase) =>
        by === "append" ? `${stripped}. ${phrase}` : `${phrase} ${text}`,
      );
    },
  };
}

function fillPhrase(phrase: string, lexicons: Lexicons): string[] {
  const template = parseTemplate(phrase);
  if (template === null) throw new UserError(`a brace of the phrase ${JSON.stringify(phrase)} belongs to no slot`);
  const slots = slotsOf(template);
  const stranger = slots.find((slot) => wordsFor(slot, lexicons) === undefined);
  if (stranger !== undefined) throw new UserError(unknownName("lexicon", stranger, lexicons.keys()));
  const wheels = slots.map((slot) => wordsFor(slot, lexicons) ?? []);
  if (countCombinations(wheels, "product") > MAX_PHRASES) {
    throw new UserError(`the phrase ${JSON.stringify(phrase)} makes more than ${MAX_PHRASES} sentences`);
  }
  return Array.from(combinations(wheels, "product"), templateFiller(template, slots));
}
