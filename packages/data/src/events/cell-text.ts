import { UserError } from "@airworthy/evidence";
import { kindOf } from "../json-object.ts";
import { shown } from "../shown.ts";
import { ABSENT, CELL, type Cells, NUMBER, RAW, TEXT, VALUE } from "../table/cells.ts";

const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** A cell as a text, in UTF-8: of one that holds a number its digits, of a truth value its word. */
export class CellText {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  /**
   * Reads a cell; false where it holds nothing, as a null or an empty cell of CSV does. Whole numbers are the digits that are
   * written, whatever their size, others as JSON.stringify writes them. Throws a UserError without a place for a list or an object.
   */
  read(cells: Cells, slot: number, column: string): boolean {
    const kind = slot < 0 ? ABSENT : (cells.kinds[slot] ?? ABSENT);
    if (kind === ABSENT) return false;
    if (kind === VALUE) return this.#decoded(cells.values[slot], column);
    this.bytes = cells.bytes;
    this.start = cells.starts[slot] ?? 0;
    this.end = cells.ends[slot] ?? 0;
    if (kind === TEXT) return true;
    if (kind === CELL) return this.end > this.start;
    if (kind === NUMBER && isWhole(this.bytes, this.start, this.end)) return true;
    return this.#decoded(kind === RAW || kind === NUMBER ? cells.value(slot) : null, column);
  }

  #decoded(value: unknown, column: string): boolean {
    if (value === null || value === undefined) return false;
    if (typeof value === "object") {
      throw new UserError(`${shown(column)} is ${kindOf(value)}; a text, a number, true or false is allowed`);
    }
    this.bytes = Buffer.from(String(value));
    this.start = 0;
    this.end = this.bytes.length;
    return true;
  }
}

/** Whether a number of JSON has neither fraction nor exponent, and is not -0. */
function isWhole(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] === MINUS ? start + 1 : start;
  if (first > start && bytes[first] === ZERO) return false;
  for (let at = first; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return false;
  }
  return true;
}
