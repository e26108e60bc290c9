import { isAlphanumeric, isTokenCharacter, runEnd, runStart } from "./characters.ts";
import type { Readers } from "./readers.ts";

const DIGIT = 1;
const UNDERSCORE = 2;
/** Keys of AWS may have no digit; theirs is a capital A. */
const CAPITAL_A = 3;
const HYPHEN = 4;
const AT_SIGN = 5;
const COLON = 6;
const EQUALS = 7;
const SIGNS = signs();

/** Up to where the readers have read already, so that nothing is read twice. */
interface Done {
  words: number;
  tokens: number;
  colons: number;
}

/** Goes through a text once. No reader looks further from its place than a stated number of characters, but for runs read whole. */
export function visit(text: string, about: string, readers: Readers): void {
  const done: Done = { words: 0, tokens: 0, colons: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const sign = code < 128 ? (SIGNS[code] ?? 0) : 0;
    if (sign === 0) continue;
    if (sign <= CAPITAL_A) at = visitRun(text, at, sign, about, readers, done);
    else at = visitSign(text, at, sign, readers, done);
  }
}

/** Reads the token and the word around `at`; returns the last place that was read. */
function visitRun(text: string, at: number, sign: number, about: string, readers: Readers, done: Done): number {
  if (sign === CAPITAL_A && isAlphanumeric(text.charCodeAt(at - 1))) return at;
  if (at >= done.tokens) {
    const start = runStart(text, at, done.tokens, isTokenCharacter);
    done.tokens = runEnd(text, at, isTokenCharacter);
    readers.token(text, start, done.tokens);
  }
  if (sign !== DIGIT) return at;
  const start = runStart(text, at, done.words, isAlphanumeric);
  done.words = runEnd(text, at, isAlphanumeric);
  readers.word({ text, start, end: done.words }, about);
  return done.words - 1;
}

function visitSign(text: string, at: number, sign: number, readers: Readers, done: Done): number {
  if (sign === HYPHEN) return Math.max(at, readers.hyphen(text, at) - 1);
  if (sign === AT_SIGN) readers.email(text, at);
  else readers.assignment(text, at);
  if (sign === COLON && at >= done.colons) done.colons = readers.colon(text, at, done.colons);
  return at;
}

/** What each character of ASCII may be part of. Most are part of nothing and cost one look. */
function signs(): Uint8Array {
  const table = new Uint8Array(128);
  const set = (characters: string, sign: number) => {
    for (const character of characters) table[character.charCodeAt(0)] = sign;
  };
  set("0123456789", DIGIT);
  set("_", UNDERSCORE);
  set("A", CAPITAL_A);
  set("-", HYPHEN);
  set("@", AT_SIGN);
  set(":", COLON);
  set("=", EQUALS);
  return table;
}
