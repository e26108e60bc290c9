import { type ColumnRole, NO_ROLE, roleOf, SCORE_ROLE } from "./column-role.ts";

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const FIRST_NON_ASCII = 0x80;

/** Whole numbers up to here are written by JSON.stringify as they were read. */
const MAX_EXACT_DIGITS = 15;
/** Far under the 309 digits from which a number without exponent is infinite. */
const MAX_NUMBER_BYTES = 40;

const asciiDecoder = new TextDecoder();

/**
 * Reads the common JSON line, a flat object of plain ASCII texts and numbers, straight from bytes, several times as fast
 * as decoding and JSON.parse. Whatever is less common, doubtful or wrong it leaves to parseJsonRow, which alone knows the
 * errors; what it does accept means the same there.
 */
export class JsonScanner {
  /** After a successful scan, slot s is bytes[spans[2s]..spans[2s + 1]). */
  readonly spans: Int32Array;
  readonly #wanted: readonly string[];
  readonly #all: number;
  /** The keys of the line before, by position: lines are mostly alike. */
  readonly #keys: Uint8Array[] = [];
  readonly #roles: ColumnRole[] = [];

  constructor(wanted: readonly string[]) {
    this.#wanted = wanted;
    this.#all = 2 ** wanted.length - 1;
    this.spans = new Int32Array(2 * wanted.length);
  }

  /**
   * Scans the line that starts at `start`; a line feed must follow somewhere. The index of the line's line feed, or -1 where
   * the line is to be parsed the slow way.
   */
  scan(bytes: Uint8Array, start: number): number {
    let at = skipSpace(bytes, start);
    if (bytes[at] !== OPEN) return -1;
    let seen = 0;
    for (let position = 0; ; position++) {
      at = skipSpace(bytes, at + 1);
      const keyEnd = textEnd(bytes, at);
      if (keyEnd < 0) return -1;
      const role = this.#roleAt(position, bytes, at + 1, keyEnd);
      at = skipSpace(bytes, keyEnd + 1);
      if (bytes[at] !== COLON) return -1;
      at = skipSpace(bytes, at + 1);
      if (role >= 0) {
        const bit = 1 << role;
        at = (seen & bit) === 0 ? this.#scanWanted(bytes, at, role) : -1;
        seen |= bit;
      } else {
        at = scanOther(bytes, at, role);
      }
      if (at < 0) return -1;
      at = skipSpace(bytes, at);
      if (bytes[at] !== COMMA) break;
    }
    if (bytes[at] !== CLOSE || seen !== this.#all) return -1;
    at = skipSpace(bytes, at + 1);
    return bytes[at] === NEWLINE ? at : -1;
  }

  /** Notes the value's span; the index after the value, or -1. */
  #scanWanted(bytes: Uint8Array, at: number, slot: number): number {
    if (bytes[at] === QUOTE) {
      const end = textEnd(bytes, at);
      if (end <= at + 1) return -1;
      this.spans[2 * slot] = at + 1;
      this.spans[2 * slot + 1] = end;
      return end + 1;
    }
    const end = wholeNumberEnd(bytes, at);
    this.spans[2 * slot] = at;
    this.spans[2 * slot + 1] = end;
    return end;
  }

  #roleAt(position: number, bytes: Uint8Array, start: number, end: number): ColumnRole {
    const known = this.#keys[position];
    if (known !== undefined && known.length === end - start && startsAt(bytes, start, known)) {
      return this.#roles[position] ?? NO_ROLE;
    }
    const key = bytes.slice(start, end);
    const role = roleOf(asciiDecoder.decode(key), this.#wanted);
    this.#keys[position] = key;
    this.#roles[position] = role;
    return role;
  }
}

/** The index after a value that is not kept, or -1: a score must be a number, and refused columns are not scanned. */
function scanOther(bytes: Uint8Array, at: number, role: ColumnRole): number {
  if (role === SCORE_ROLE) return numberEnd(bytes, at);
  if (role !== NO_ROLE) return -1;
  if (bytes[at] !== QUOTE) return numberEnd(bytes, at);
  const end = textEnd(bytes, at);
  return end < 0 ? -1 : end + 1;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === RETURN) at++;
  return at;
}

/** The index of the closing quote of a text of plain ASCII without escapes that opens at `at`, or -1. */
function textEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return -1;
  for (let index = at + 1; ; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === QUOTE) return index;
    if (byte < SPACE || byte === BACKSLASH || byte >= FIRST_NON_ASCII) return -1;
  }
}

/** The index after a whole number that JSON.stringify would write as it stands here, or -1. */
function wholeNumberEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  const end = digitsEnd(bytes, first);
  const isLoneZero = end === first + 1 && start === first;
  if (end === first || end - first > MAX_EXACT_DIGITS || (bytes[first] === ZERO && !isLoneZero)) return -1;
  return end;
}

/** The index after a finite number without exponent, or -1. */
function numberEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let end = digitsEnd(bytes, first);
  if (end === first || (bytes[first] === ZERO && end > first + 1)) return -1;
  if (bytes[end] === POINT) {
    const fraction = end + 1;
    end = digitsEnd(bytes, fraction);
    if (end === fraction) return -1;
  }
  return end - start > MAX_NUMBER_BYTES ? -1 : end;
}

function digitsEnd(bytes: Uint8Array, start: number): number {
  let end = start;
  for (let byte = bytes[end] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[end] ?? 0) end++;
  return end;
}

function startsAt(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[start + index] !== text[index]) return false;
  }
  return true;
}
