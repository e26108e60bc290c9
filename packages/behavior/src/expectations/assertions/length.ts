import * as v from "valibot";
import { defineAssertion, heldIf } from "./check.ts";

const UNITS = ["characters", "words", "sentences"] as const;

type LengthUnit = (typeof UNITS)[number];

const countSchema = v.pipe(v.number(), v.safeInteger("must be a whole number"), v.minValue(0));

export const lengthAssertion = defineAssertion(
  "length",
  v.strictObject({
    length: v.pipe(
      v.strictObject({
        min: v.exactOptional(countSchema),
        max: v.exactOptional(countSchema),
        unit: v.optional(v.picklist(UNITS), "characters"),
      }),
      v.check(({ min, max }) => (min ?? max) !== undefined, "must have min, max or both"),
      v.check(({ min = 0, max = Number.POSITIVE_INFINITY }) => min <= max, "must have a min that is not above its max"),
      v.description("How long the answer is, in characters (Unicode code points), words or sentences."),
    ),
  }),
  ({ length: { min = 0, max = Number.POSITIVE_INFINITY, unit } }) => ({
    asks: false,
    words: `${rangeWords(min, max)} ${unit}`,
    holds({ answer }) {
      const count = countUnits(answer.prediction, unit);
      return heldIf(count >= min && count <= max);
    },
  }),
);

function rangeWords(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `at least ${min}`;
  return min === 0 ? `at most ${max}` : `${min} to ${max}`;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const WHITE_SPACE = /\s+/;
/** A full stop within a word or number, as in 3.14, ends no sentence; one of a script without spaces always does. */
const SENTENCE_END = /(?<=[.!?…]["'’”)\]]?)\s|(?<=[。！？])/u;

/**
 * Words are runs without white space that have a letter or a digit in them. Sentences are what is between full stops,
 * exclamation and question marks that white space follows, where it has a word; an abbreviation such as "Dr. " ends one too.
 */
export function countUnits(text: string, unit: LengthUnit): number {
  if (unit === "characters") return Array.from(text).length;
  const pieces = text.split(unit === "words" ? WHITE_SPACE : SENTENCE_END);
  return pieces.filter((piece) => LETTER_OR_DIGIT.test(piece)).length;
}
