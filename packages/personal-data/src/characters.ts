const DIGIT = 1;
const LETTER = 2;
const HEX = 4;
/** Underscore and hyphen, which join words of keys and tokens. */
const JOINER = 8;

const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) CLASSES[code] = DIGIT | HEX;
  else if (/[A-Fa-f]/.test(character)) CLASSES[code] = LETTER | HEX;
  else if (/[A-Za-z]/.test(character)) CLASSES[code] = LETTER;
  else if (/[_-]/.test(character)) CLASSES[code] = JOINER;
}

/** Of ASCII's characters alone; no character (NaN) is none of them. A letter of another script ends a number. */
export const isDigit = (code: number): boolean => isOf(code, DIGIT);
export const isHex = (code: number): boolean => isOf(code, HEX);
export const isAlphanumeric = (code: number): boolean => isOf(code, DIGIT | LETTER);
export const isTokenCharacter = (code: number): boolean => isOf(code, DIGIT | LETTER | JOINER);

/** Where the run of such characters that `at` lies in begins, not before `from`. */
export function runStart(text: string, at: number, from: number, is: (code: number) => boolean): number {
  let start = at;
  while (start > from && is(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Where the run of such characters from `at` on ends: the first place after it. */
export function runEnd(text: string, at: number, is: (code: number) => boolean): number {
  let end = at;
  while (is(text.charCodeAt(end))) end++;
  return end;
}

function isOf(code: number, classes: number): boolean {
  return code < 128 && ((CLASSES[code] ?? 0) & classes) !== 0;
}
