/** What the model tells apart: 63 characters, all white space being one, and whatever else there is. */
const CHARACTERS = " abcdefghijklmnopqrstuvwxyz0123456789.,:;!?'\"-_/\\@#$%&*()+=<>|~";

export const SYMBOLS = 64;

const OTHER = SYMBOLS - 1;

/** A text as whole numbers below 64, with so many blanks before and after it. Upper case is lower case. */
export function symbolsOf(text: string, margin: number): Uint8Array {
  const folded = text.toLowerCase().replaceAll(/\s+/g, " ");
  const symbols = new Uint8Array(folded.length + 2 * margin);
  for (let at = 0; at < folded.length; at++) {
    const known = CHARACTERS.indexOf(folded.charAt(at));
    symbols[margin + at] = known < 0 ? OTHER : known;
  }
  return symbols;
}
