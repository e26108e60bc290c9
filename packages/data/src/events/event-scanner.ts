import { UserError } from "@airworthy/evidence";
import { shown } from "../shown.ts";
import { ABSENT, type Cells, NUMBER, RAW, TEXT } from "../table/cells.ts";
import {
  CLOSE,
  COLON,
  COMMA,
  isNumberStart,
  numberEnd,
  OPEN,
  plainTextEnd,
  QUOTE,
  skipSpace,
  valueEnd,
} from "../table/json/json-grammar.ts";
import { EventKeys, NO_KEY } from "./event-keys.ts";
import type { Slots } from "./slots.ts";

const NEWLINE = 0x0a;

/** Finds the cells of a line of JSON without decoding it. Lines may have any of the columns, in any order. */
export class EventScanner {
  readonly #cells: Cells;
  readonly #columns: readonly string[];
  readonly #keys: EventKeys;

  constructor(slots: Slots, cells: Cells) {
    this.#cells = cells;
    this.#columns = slots.columns;
    this.#keys = new EventKeys((key) => slots.slotOf(key));
  }

  /**
   * Scans the line of UTF-8 that starts at `start`; a line feed must follow somewhere. The index of the line feed with the cells
   * filled, or -1 where the line is no JSON object or nests deep. Throws a UserError without a place for a column that is there twice.
   */
  scan(bytes: Buffer, start: number): number {
    this.#cells.bytes = bytes;
    this.#cells.kinds.fill(ABSENT);
    const opening = skipSpace(bytes, start);
    if (bytes[opening] !== OPEN) return -1;
    const after = this.#members(bytes, skipSpace(bytes, opening + 1));
    if (after < 0) return -1;
    const end = skipSpace(bytes, after);
    return bytes[end] === NEWLINE ? end : -1;
  }

  /** The index after the object whose first key starts at `start`, or -1. */
  #members(bytes: Buffer, start: number): number {
    const keys = this.#keys;
    if (bytes[start] === CLOSE) return start + 1;
    let at = start;
    for (let place = 0; ; place++) {
      const slot = keys.find(place, bytes, at);
      if (slot === NO_KEY) return -1;
      at = skipSpace(bytes, keys.after);
      if (bytes[at] !== COLON) return -1;
      at = skipSpace(bytes, at + 1);
      at = slot < 0 ? valueEnd(bytes, at) : this.#cell(bytes, at, slot);
      if (at < 0) return -1;
      at = skipSpace(bytes, at);
      if (bytes[at] !== COMMA) return bytes[at] === CLOSE ? at + 1 : -1;
      at = skipSpace(bytes, at + 1);
    }
  }

  /** The index after the value, or -1. */
  #cell(bytes: Buffer, at: number, slot: number): number {
    const cells = this.#cells;
    if (cells.kinds[slot] !== ABSENT) throw new UserError(`${shown(this.#columns[slot] ?? "")} is there twice`);
    const first = bytes[at] ?? 0;
    if (first === QUOTE) {
      const closing = plainTextEnd(bytes, at);
      if (closing < 0) return this.#escaped(bytes, at, slot);
      cells.setSpan(slot, TEXT, at + 1, closing);
      return closing + 1;
    }
    const isNumber = isNumberStart(first);
    const end = isNumber ? numberEnd(bytes, at) : valueEnd(bytes, at);
    cells.setSpan(slot, isNumber ? NUMBER : RAW, at, end);
    return end;
  }

  #escaped(bytes: Buffer, at: number, slot: number): number {
    const end = valueEnd(bytes, at);
    if (end >= 0) this.#cells.setValue(slot, JSON.parse(bytes.toString("utf8", at, end)));
    return end;
  }
}
