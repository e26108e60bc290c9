const TAB = 0x09;
const RETURN = 0x0d;
const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
export const COLON = 0x3a;
const UPPER_E = 0x45;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const LOWER_E = 0x65;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const LOWER_U = 0x75;
export const OPEN = 0x7b;
export const CLOSE = 0x7d;

const WORDS = new Map([
  [LOWER_T, Buffer.from("true")],
  [LOWER_F, Buffer.from("false")],
  [LOWER_N, Buffer.from("null")],
]);
const ESCAPES = new Set(Buffer.from('"\\/bfnrt'));
const ESCAPED_DIGITS = 4;
/** Values that nest deeper are left to the parser. */
const MAX_DEPTH = 32;

/** JSON's white space but the line feed, which ends a line. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === RETURN) at++;
  return at;
}

/** The index after the JSON value that starts at `at`; -1 where there is none, or one that nests deep. */
export function valueEnd(bytes: Uint8Array, at: number, depth = 0): number {
  const byte = bytes[at] ?? 0;
  if (byte === QUOTE) return afterText(bytes, at);
  if (byte === OPEN) return depth < MAX_DEPTH ? objectEnd(bytes, at, depth + 1) : -1;
  if (byte === OPEN_LIST) return depth < MAX_DEPTH ? listEnd(bytes, at, depth + 1) : -1;
  const word = WORDS.get(byte);
  if (word === undefined) return numberEnd(bytes, at);
  return startsAt(bytes, at, word) ? at + word.length : -1;
}

/** The index of the closing quote of a text that opens at `at` and has no escapes, or -1. */
export function plainTextEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return -1;
  for (let index = at + 1; ; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === QUOTE) return index;
    if (byte < SPACE || byte === BACKSLASH) return -1;
  }
}

/** The index after the number, or -1. */
export function numberEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let end = digitsEnd(bytes, first);
  if (end === first || (bytes[first] === ZERO && end > first + 1)) return -1;
  if (bytes[end] === POINT) {
    const fraction = end + 1;
    end = digitsEnd(bytes, fraction);
    if (end === fraction) return -1;
  }
  if (bytes[end] !== LOWER_E && bytes[end] !== UPPER_E) return end;
  const sign = bytes[end + 1];
  const exponent = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
  end = digitsEnd(bytes, exponent);
  return end === exponent ? -1 : end;
}

export function isNumberStart(byte: number): boolean {
  return byte === MINUS || (byte >= ZERO && byte <= NINE);
}

export function startsAt(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[start + index] !== text[index]) return false;
  }
  return true;
}

function afterText(bytes: Uint8Array, at: number): number {
  const closing = textEnd(bytes, at);
  return closing < 0 ? -1 : closing + 1;
}

/** The index of the closing quote, or -1. */
function textEnd(bytes: Uint8Array, at: number): number {
  for (let index = at + 1; ; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === QUOTE) return index;
    if (byte < SPACE) return -1;
    if (byte === BACKSLASH) index = escapeEnd(bytes, index + 1);
    if (index < 0) return -1;
  }
}

/** The index of an escape's last character from that of its first after the backslash, or -1. */
function escapeEnd(bytes: Uint8Array, at: number): number {
  const escaped = bytes[at] ?? 0;
  if (escaped !== LOWER_U) return ESCAPES.has(escaped) ? at : -1;
  for (let digit = at + 1; digit <= at + ESCAPED_DIGITS; digit++) if (!isHexDigit(bytes[digit] ?? 0)) return -1;
  return at + ESCAPED_DIGITS;
}

function objectEnd(bytes: Uint8Array, start: number, depth: number): number {
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === CLOSE) return at + 1;
  for (;;) {
    if (bytes[at] !== QUOTE) return -1;
    const key = textEnd(bytes, at);
    if (key < 0) return -1;
    at = skipSpace(bytes, key + 1);
    if (bytes[at] !== COLON) return -1;
    at = valueEnd(bytes, skipSpace(bytes, at + 1), depth);
    if (at < 0) return -1;
    at = skipSpace(bytes, at);
    if (bytes[at] === CLOSE) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at = skipSpace(bytes, at + 1);
  }
}

function listEnd(bytes: Uint8Array, start: number, depth: number): number {
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === CLOSE_LIST) return at + 1;
  for (;;) {
    at = valueEnd(bytes, at, depth);
    if (at < 0) return -1;
    at = skipSpace(bytes, at);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at = skipSpace(bytes, at + 1);
  }
}

function digitsEnd(bytes: Uint8Array, start: number): number {
  let end = start;
  for (let byte = bytes[end] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[end] ?? 0) end++;
  return end;
}

function isHexDigit(byte: number): boolean {
  const letter = byte | 0x20;
  return (byte >= ZERO && byte <= NINE) || (letter >= 0x61 && letter <= LOWER_F);
}
