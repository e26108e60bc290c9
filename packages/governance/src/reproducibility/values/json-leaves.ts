import type { Leaf } from "./leaf.ts";

/** Deeper than any tool nests; beyond it a file is compared as text. */
const MAX_DEPTH = 200;
/** Each takes some 150 bytes of memory; beyond it a file is compared as text, which is read as it goes. */
export const MAX_LEAVES = 2_000_000;
const SPACE = /[ \t\n\r]*/y;
/** NaN and the infinities as Python's json writes them. */
const ATOM = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|-?Infinity|NaN|true|false|null)/y;
const WORDS = new Set(["true", "false", "null"]);
/** The pointer of the whole is empty, which says nothing; "/" is the value of an empty key. */
const WHOLE = "the whole";

/**
 * The values of a JSON text in its order, each with its JSON Pointer (RFC 6901) after `prefix` and its text as it stands, so
 * that no digit is lost; null where it is not JSON, nests too deep, holds too much, or has a key twice.
 */
export function jsonLeaves(text: string, prefix = ""): readonly Leaf[] | null {
  const reader = new Reader(text.replace(/^\ufeff/, ""));
  return reader.value(prefix, 0) && reader.isAtEnd() ? reader.leaves : null;
}

class Reader {
  readonly leaves: Leaf[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#take(SPACE);
    return this.#at === this.#text.length;
  }

  /** Reads a value; whether there was one. */
  value(place: string, depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    this.#take(SPACE);
    const next = this.#text[this.#at];
    if (next === "{") return this.#members(place, depth);
    if (next === "[") return this.#items(place, depth);
    if (next === '"') {
      const text = this.#string();
      // Texts that say the same are written the same, whatever they escape.
      return text !== null && this.#leaf(place, JSON.stringify(text), false);
    }
    const atom = this.#take(ATOM);
    return atom !== null && this.#leaf(place, atom, !WORDS.has(atom));
  }

  #members(place: string, depth: number): boolean {
    this.#at++;
    if (this.#skip("}")) return this.#leaf(place, "{}", false);
    const keys = new Set<string>();
    do {
      this.#take(SPACE);
      const name = this.#string();
      if (name === null || keys.has(name) || !this.#skip(":")) return false;
      keys.add(name);
      // The pointer of an array's first item is the same; only the object has this leaf too.
      if (name === "0" && !this.#leaf(place, "{}", false)) return false;
      if (!this.value(`${place}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth + 1)) return false;
    } while (this.#skip(","));
    return this.#skip("}");
  }

  #items(place: string, depth: number): boolean {
    this.#at++;
    if (this.#skip("]")) return this.#leaf(place, "[]", false);
    let index = 0;
    do {
      if (!this.value(`${place}/${index}`, depth + 1)) return false;
      index++;
    } while (this.#skip(","));
    return this.#skip("]");
  }

  #leaf(place: string, text: string, isNumber: boolean): boolean {
    this.leaves.push({ place: place === "" ? WHOLE : place, text, isNumber });
    return this.leaves.length <= MAX_LEAVES;
  }

  #skip(character: string): boolean {
    this.#take(SPACE);
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  /** Reads a text in quotes, however long: a regular expression would run out of stack. */
  #string(): string | null {
    const start = this.#at;
    if (this.#text[start] !== '"') return null;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === "\\" ? 2 : 1;
    this.#at = end + 1;
    try {
      return String(JSON.parse(this.#text.slice(start, this.#at)));
    } catch {
      return null;
    }
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }
}
