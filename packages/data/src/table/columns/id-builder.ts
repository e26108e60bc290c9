import { UserError } from "@airworthy/evidence";
import type { IdColumn } from "@airworthy/tables";
import { CELL, type Cells, NUMBER, TEXT } from "../cells.ts";
import { categoryText, emptyText } from "./category-text.ts";
import { FIRST_ROWS, type Growth, grown } from "./grown.ts";
import { isPlainWholeNumber } from "./whole-number.ts";

const MAX_ID_BYTES = 1024;
/** What the ids may hold in all: offsets have 32 bits, and memory is to stay bounded. */
const MAX_IDS_BYTES = 2 ** 30;
const FIRST_BYTES = 2 ** 16;

/** Keeps the ids, or as long as they are the same as those of another table, only how many there are. */
export class IdBuilder {
  readonly #slot: number;
  readonly #expected: IdColumn | null;
  readonly #growth: Growth;
  #isAsExpected: boolean;
  #bytes = new Uint8Array(FIRST_BYTES);
  #ends = new Uint32Array(FIRST_ROWS);
  #used = 0;
  #rows = 0;

  constructor(slot: number, expected: IdColumn | null, growth: Growth) {
    this.#slot = slot;
    this.#expected = expected;
    this.#growth = growth;
    this.#isAsExpected = expected !== null;
  }

  /** Throws a UserError without a place for an id that is empty, too long, or neither a text nor a number. */
  add(cells: Cells): void {
    const start = cells.starts[this.#slot] ?? 0;
    const end = cells.ends[this.#slot] ?? 0;
    const kind = cells.kinds[this.#slot];
    if (kind === TEXT || kind === CELL || (kind === NUMBER && isPlainWholeNumber(cells.bytes, start, end))) {
      this.#add(cells.bytes, start, end);
    } else {
      const text = Buffer.from(categoryText(cells.value(this.#slot), "id", false));
      this.#add(text, 0, text.length);
    }
  }

  /** The very column that was expected, where all ids are the same as its. */
  finish(): IdColumn {
    if (this.#expected === null || !this.#isAsExpected) return this.#part(this.#bytes, this.#ends);
    if (this.#rows === this.#expected.ends.length) return this.#expected;
    return this.#part(this.#expected.bytes, this.#expected.ends);
  }

  #part(bytes: Uint8Array, ends: Uint32Array): IdColumn {
    return { bytes: bytes.subarray(0, this.#used), ends: ends.subarray(0, this.#rows) };
  }

  #add(source: Uint8Array, start: number, end: number): void {
    const after = this.#used + end - start;
    if (start === end) throw emptyText("id");
    if (end - start > MAX_ID_BYTES) throw new UserError(`an id may have ${MAX_ID_BYTES} bytes; this one has more`);
    if (after > MAX_IDS_BYTES) throw new UserError("the ids of all rows together may have 1 GiB; these have more");
    if (this.#isAsExpected && !this.#isNextExpected(source, start, end)) this.#copyExpected();
    if (!this.#isAsExpected) this.#store(source, start, end);
    this.#used = after;
    this.#rows++;
  }

  #isNextExpected(source: Uint8Array, start: number, end: number): boolean {
    if (this.#expected?.ends[this.#rows] !== this.#used + end - start) return false;
    const { bytes } = this.#expected;
    for (let from = start, to = this.#used; from < end; from++, to++) {
      if (source[from] !== bytes[to]) return false;
    }
    return true;
  }

  /** From here on ids are stored; those before were the same. */
  #copyExpected(): void {
    this.#isAsExpected = false;
    if (this.#expected === null) return;
    while (this.#bytes.length < this.#used) this.#growBytes();
    while (this.#ends.length < this.#rows) this.#growEnds();
    this.#bytes.set(this.#expected.bytes.subarray(0, this.#used));
    this.#ends.set(this.#expected.ends.subarray(0, this.#rows));
  }

  #store(source: Uint8Array, start: number, end: number): void {
    while (this.#used + end - start > this.#bytes.length) this.#growBytes();
    if (this.#rows === this.#ends.length) this.#growEnds();
    const bytes = this.#bytes;
    // Most ids are short: a loop is quicker than a call of set.
    for (let from = start, to = this.#used; from < end; from++, to++) bytes[to] = source[from] ?? 0;
    this.#ends[this.#rows] = this.#used + end - start;
  }

  #growBytes(): void {
    this.#bytes = new Uint8Array(grown(this.#bytes.buffer, this.#growth(this.#bytes.length)));
  }

  #growEnds(): void {
    const bytes = this.#growth(this.#ends.length) * Uint32Array.BYTES_PER_ELEMENT;
    this.#ends = new Uint32Array(grown(this.#ends.buffer, bytes));
  }
}
