import { UserError } from "@airworthy/evidence";
import { shown } from "./shown.ts";

const SPACES: ReadonlySet<number | undefined> = new Set([0x09, 0x0a, 0x0d, 0x20]);
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];
const [ZERO, NINE] = [0x30, 0x39];

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads JSON of a known form, value after value. Unlike JSON.parse it refuses a key that comes twice (also where one is
 * written with escapes), invalid UTF-8 and lone surrogates, and it keeps names such as "__proto__" as they are. Every
 * method throws a UserError that names the byte.
 */
export class JsonReader {
  readonly #bytes: Uint8Array;
  readonly #where: string;
  readonly #base: number;
  #at = 0;

  /** `base` is where in the file `where` the bytes begin. */
  constructor(bytes: Uint8Array, where: string, base: number) {
    this.#bytes = bytes;
    this.#where = where;
    this.#base = base;
  }

  /** Reads an object; `field` is called after each key and must read its value. */
  object(field: (key: string) => void): void {
    this.#opens(OPEN_OBJECT, "an object");
    if (this.#takes(CLOSE_OBJECT)) return;
    const keys = new Set<string>();
    do {
      const at = this.#at;
      const key = this.text();
      if (keys.has(key)) throw this.problem(`the key ${shown(key)} comes twice in one object`, at);
      keys.add(key);
      this.#expect(COLON);
      field(key);
    } while (this.#takes(COMMA));
    this.#expect(CLOSE_OBJECT);
  }

  /** Reads a list; `item` must read each of its values. */
  list(item: () => void): void {
    this.#opens(OPEN_LIST, "a list");
    if (this.#takes(CLOSE_LIST)) return;
    do item();
    while (this.#takes(COMMA));
    this.#expect(CLOSE_LIST);
  }

  /** A text. */
  text(): string {
    this.#opens(QUOTE, "a text");
    const start = this.#at;
    let isEscaped = false;
    for (let byte = this.#bytes[start]; byte !== QUOTE; byte = this.#bytes[this.#at]) {
      if (byte === undefined) throw this.problem("the text that begins here does not end", start);
      if (byte < SPACE) throw this.problem("a control character in a text");
      isEscaped ||= byte === BACKSLASH;
      this.#at += byte === BACKSLASH ? 2 : 1;
    }
    const raw = this.#bytes.subarray(start, this.#at++);
    const text = decode(raw, isEscaped);
    if (text === undefined)
      throw this.problem("a text that is not valid UTF-8 or has an escape that JSON lacks", start);
    return text;
  }

  /** A whole number of at least 0, written without sign, fraction and exponent. */
  natural(): number {
    this.#skipSpaces();
    const start = this.#at;
    let value = 0;
    for (let byte = this.#bytes[start] ?? 0; byte >= ZERO && byte <= NINE; byte = this.#bytes[++this.#at] ?? 0) {
      value = value * 10 + (byte - ZERO);
      if (!Number.isSafeInteger(value)) throw this.problem("a number beyond 2^53 - 1", start);
    }
    const digits = this.#at - start;
    const hasLeadingZero = digits > 1 && this.#bytes[start] === ZERO;
    if (digits === 0 || hasLeadingZero) throw this.problem("a whole number of at least 0 was expected", start);
    return value;
  }

  /** Makes sure that nothing but spaces (U+0020) follows. */
  end(): void {
    while (this.#at < this.#bytes.length) {
      if (this.#bytes[this.#at] !== SPACE) throw this.problem("only spaces may follow the JSON");
      this.#at++;
    }
  }

  /** What is wrong with the value that was read last, or at an index of the bytes. */
  problem(what: string, at: number = this.#at): UserError {
    return new UserError(`${this.#where}, byte ${this.#base + at}: ${what}`);
  }

  #opens(byte: number, name: string): void {
    if (!this.#takes(byte)) throw this.problem(`${name} was expected`);
  }

  #expect(byte: number): void {
    if (!this.#takes(byte)) throw this.problem(`"${String.fromCharCode(byte)}" was expected`);
  }

  #takes(byte: number): boolean {
    this.#skipSpaces();
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  #skipSpaces(): void {
    while (SPACES.has(this.#bytes[this.#at])) this.#at++;
  }
}

function decode(raw: Uint8Array, isEscaped: boolean): string | undefined {
  try {
    const text = utf8.decode(raw);
    if (!isEscaped) return text;
    const plain = String(JSON.parse(`"${text}"`));
    return plain.isWellFormed() ? plain : undefined;
  } catch {
    return undefined;
  }
}
