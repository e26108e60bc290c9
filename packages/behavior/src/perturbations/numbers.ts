import type { Random } from "@airworthy/stats";
import * as v from "valibot";
import { draw } from "./draw.ts";
import { CHECKLIST_TAKE, type OnText, takeSchema, textEntries } from "./perturbation.ts";

export const numbersSchema = v.strictObject({
  by: v.pipe(v.literal("numbers"), v.description("Puts a whole number within 20 % for each, never for 2 or 4.")),
  take: v.exactOptional(takeSchema),
  ...textEntries,
});

/** Digits by themselves: no part of a word, a decimal fraction, a date, a time or a version. */
const NUMBER = /(?<![\p{L}\p{N}_])(?<!\p{N}[.,:/-])\p{N}+(?![\p{L}\p{N}_])(?![.,:/-]\p{N})/gu;
/** A double holds every whole number of so many digits, and its fifth more. */
const MOST_DIGITS = 15;
/** CheckList draws three times as many as it keeps, since some are the number itself. */
const TRIES = 3;

/**
 * As CheckList's change_number: for x a number drawn from x - min(c, x - 1) to x + c, where c is a fifth of x without
 * its fraction, plus 1. Never for 2 or 4, which stand for words (this is 4 you). Each changed text has another number
 * for one number, wherever it stands; `take` are drawn, 10 without it.
 */
export function numbers({ take = CHECKLIST_TAKE, field }: v.InferOutput<typeof numbersSchema>): OnText {
  return {
    on: "text",
    field: field ?? null,
    change: (text, random) => {
      const found = new Set(Array.from(text.matchAll(NUMBER), ([digits]) => digits).filter(canChange));
      const swaps = [...found].flatMap((digits) => others(digits, take, random).map((other) => ({ digits, other })));
      // Drawn before any text is made: a long one has thousands of numbers.
      return draw(swaps, take, random).map(({ digits, other }) =>
        text.replaceAll(NUMBER, (number) => (number === digits ? other : number)),
      );
    },
  };
}

/** Not those that a number does not write again: 007, or digits of other scripts. */
function canChange(digits: string): boolean {
  const value = Number(digits);
  return digits.length <= MOST_DIGITS && String(value) === digits && value !== 2 && value !== 4;
}

function others(digits: string, take: number, random: Random): string[] {
  const value = Number(digits);
  const change = Math.trunc(value * 0.2) + 1;
  const down = Math.min(change, value - 1);
  const drawn = new Set<string>();
  for (let tries = 0; tries < TRIES * take && drawn.size < take; tries++) {
    const other = value - down + Math.floor(random.next() * (down + change + 1));
    if (other !== value) drawn.add(String(other));
  }
  return [...drawn];
}
