import { QUOTE, valueEnd } from "../table/json/json-grammar.ts";

/** What no key is resolved to. */
export const NO_KEY = -2;
/** Lines of some kinds take turns: each place of a line has the keys of so many of them at hand. */
const KINDS_OF_LINES = 8;

interface KnownKey {
  /** With its quotes. */
  readonly quoted: Buffer;
  readonly slot: number;
}

/** The keys of lines of JSON by the place that they had in lines before. */
export class EventKeys {
  /** The index after the key that was found last. */
  after = 0;
  readonly #resolve: (key: string) => number;
  readonly #known: KnownKey[][] = [];

  constructor(resolve: (key: string) => number) {
    this.#resolve = resolve;
  }

  /** What is resolved of the key that is to start at `at`, the `place`-th of its object; NO_KEY where there is none. */
  find(place: number, bytes: Buffer, at: number): number {
    const known = this.#known[place];
    if (known === undefined) return this.#learn(place, bytes, at);
    for (let index = 0; index < known.length; index++) {
      const key = known[index];
      if (key === undefined || !isAt(bytes, at, key.quoted)) continue;
      this.after = at + key.quoted.length;
      return key.slot;
    }
    return this.#learn(place, bytes, at);
  }

  #learn(place: number, bytes: Buffer, at: number): number {
    const after = bytes[at] === QUOTE ? valueEnd(bytes, at) : -1;
    if (after < 0) return NO_KEY;
    this.after = after;
    const key: unknown = JSON.parse(bytes.toString("utf8", at, after));
    const slot = this.#resolve(String(key));
    const known = this.#known[place] ?? [];
    if (known.length < KINDS_OF_LINES) known.push({ quoted: Buffer.from(bytes.subarray(at, after)), slot });
    this.#known[place] = known;
    return slot;
  }
}

/** From the end on, where keys that start alike differ. */
function isAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let index = text.length - 1; index >= 0; index--) {
    if (bytes[at + index] !== text[index]) return false;
  }
  return true;
}
