import { isShortDate } from "./dates.ts";
import type { NumberPlan } from "./number-plan.ts";

const MONTHS = "ABCDEHLMPRST";
/** Women's days of birth are 40 higher. */
const WOMAN = 40;
/** Letters that stand for 0 to 9 where two persons would have the same code. */
const DIGIT_LETTERS = "LMNPQRSTUV";
/** What 0 to 9, and A to J, count in odd places, then K to Z (decree of 23 December 1976). */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23] as const;

/** Italy's tax code of a person: letters of the names, day and place of birth, a check letter by 26. */
export const IT_CODICE_FISCALE: NumberPlan = {
  kind: "it-codice-fiscale",
  layouts: ["16", "3 3 5 5", "6 5 5"],
  shape: /^[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]$/,
  isValid: (text) => {
    const year = numberAt(text, 6);
    const day = numberAt(text, 9);
    const isDate = isShortDate(year, MONTHS.indexOf(text.charAt(8)) + 1, day > WOMAN ? day - WOMAN : day);
    return isDate && checkLetter(text) === text.at(-1);
  },
  confidence: { bare: 0.9, grouped: 0.9, named: 1 },
  words: ["codice fiscale", "cf", "fiscal code", "tax code", "italian"],
};

function numberAt(text: string, index: number): number {
  const digits = text.slice(index, index + 2).replace(/[A-Z]/g, (letter) => `${DIGIT_LETTERS.indexOf(letter)}`);
  return Number(digits);
}

function checkLetter(text: string): string {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const code = text.charCodeAt(index);
    const value = code < 65 ? code - 48 : code - 65;
    sum += index % 2 === 0 ? (ODD[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26));
}
