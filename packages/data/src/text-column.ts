import { UserError } from "@airworthy/evidence";

/** A text a row, all in one array: text i is the UTF-8 of bytes[ends[i - 1]..ends[i]), the first from 0. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

const MAX_TEXT_BYTES = 1024;
/** What a column's texts may hold in all: offsets have 32 bits, and memory is to stay bounded. */
const MAX_COLUMN_BYTES = 2 ** 30;

export class TextColumnBuilder {
  #bytes = new Uint8Array(2 ** 16);
  #ends = new Uint32Array(2 ** 12);
  #used = 0;
  #rows = 0;

  append(source: Uint8Array, start: number, end: number): void {
    const after = this.#used + end - start;
    if (end - start > MAX_TEXT_BYTES) throw new UserError(`an id may have ${MAX_TEXT_BYTES} bytes; this one has more`);
    if (after > MAX_COLUMN_BYTES) throw new UserError("the ids of all rows together may have 1 GiB; these have more");
    if (after > this.#bytes.length) this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(2 * this.#bytes.length));
    if (this.#rows === this.#ends.length) this.#ends = new Uint32Array(this.#ends.buffer.transfer(8 * this.#rows));
    const bytes = this.#bytes;
    // Most ids are short: a loop is quicker than a call of set.
    for (let from = start, to = this.#used; from < end; from++, to++) bytes[to] = source[from] ?? 0;
    this.#used = after;
    this.#ends[this.#rows++] = after;
  }

  finish(): TextColumn {
    return { bytes: this.#bytes.subarray(0, this.#used), ends: this.#ends.subarray(0, this.#rows) };
  }
}
