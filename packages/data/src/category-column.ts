import { nearest, UserError } from "@airworthy/evidence";
import { shown } from "./shown.ts";

/** A category a row: row i has the text values[codes[i]]. */
export interface CategoryColumn {
  readonly codes: Uint16Array;
  /** In the order of their first row; different from each other. */
  readonly values: readonly string[];
}

/** Above it, a column is a measurement or a text rather than categories. */
const MAX_CATEGORIES = 1000;
const MAX_CATEGORY_BYTES = 256;
const SLOTS = 4096;

/** Gives each different text a code, in order of appearance. */
export class CategoryBuilder {
  readonly #column: string;
  readonly #allowed: ReadonlySet<string>;
  readonly #values: string[] = [];
  readonly #encoded: Uint8Array[] = [];
  /** An open-addressing hash table of codes, each plus one; 0 is free. Never full: four slots a category. */
  readonly #slots = new Uint16Array(SLOTS);
  #codes = new Uint16Array(2 ** 12);
  #rows = 0;

  /** `allowed`, unless empty, are all values that the column may have. */
  constructor(column: string, allowed: readonly string[]) {
    this.#column = column;
    this.#allowed = new Set(allowed);
  }

  append(bytes: Uint8Array, start: number, end: number): void {
    if (this.#rows === this.#codes.length) this.#codes = new Uint16Array(this.#codes.buffer.transfer(4 * this.#rows));
    this.#codes[this.#rows++] = this.#codeOf(bytes, start, end);
  }

  finish(): CategoryColumn {
    return { codes: this.#codes.subarray(0, this.#rows), values: this.#values };
  }

  #codeOf(bytes: Uint8Array, start: number, end: number): number {
    let slot = hash(bytes, start, end) % SLOTS;
    for (let code = this.#slots[slot] ?? 0; code !== 0; code = this.#slots[slot] ?? 0) {
      if (equals(this.#encoded[code - 1], bytes, start, end)) return code - 1;
      slot = (slot + 1) % SLOTS;
    }
    const code = this.#add(bytes.slice(start, end));
    this.#slots[slot] = code + 1;
    return code;
  }

  #add(encoded: Uint8Array): number {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(encoded);
    this.#check(text, encoded.length);
    this.#encoded.push(encoded);
    return this.#values.push(text) - 1;
  }

  #check(text: string, bytes: number): void {
    if (bytes > MAX_CATEGORY_BYTES) {
      throw new UserError(
        `the values of ${shown(this.#column)} may have ${MAX_CATEGORY_BYTES} bytes; ${shown(text)} has ${bytes}`,
      );
    }
    if (this.#allowed.size > 0 && !this.#allowed.has(text)) {
      const near = nearest(text, this.#allowed);
      const hint = near === undefined ? "" : `; did you mean ${shown(near)}?`;
      throw new UserError(`the ${this.#column} ${shown(text)} is not one of the declared classes${hint}`, {
        remedy: `Declared are ${[...this.#allowed].slice(0, 10).map(shown).join(", ")}.`,
      });
    }
    if (this.#values.length === MAX_CATEGORIES) {
      throw new UserError(`the column ${shown(this.#column)} has more than ${MAX_CATEGORIES} different values`, {
        remedy: "Labels, predictions and slices are categories; numbers and texts are not.",
      });
    }
  }
}

/** FNV-1a, 32 bits. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let index = start; index < end; index++) value = Math.imul(value ^ (bytes[index] ?? 0), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

function equals(known: Uint8Array | undefined, bytes: Uint8Array, start: number, end: number): boolean {
  if (known === undefined || known.length !== end - start) return false;
  for (let index = 0; index < known.length; index++) {
    if (known[index] !== bytes[start + index]) return false;
  }
  return true;
}
