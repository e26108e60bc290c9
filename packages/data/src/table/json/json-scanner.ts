import { ABSENT, type Cells, NUMBER, RAW, TEXT } from "../cells.ts";
import type { Layout } from "../layout.ts";
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
} from "./json-grammar.ts";
import { KeyRoles } from "./key-roles.ts";

const NEWLINE = 0x0a;

/** A key's role: a slot from 0 on, nothing, a line for the parser, or from -3 downwards the object of a prefix. */
const NOT_READ = -1;
const FOR_PARSER = -2;
const FIRST_OBJECT = -3;

/**
 * Finds a row's cells in the common JSON line, one without escapes in the texts and keys that are read, several times as fast
 * as decoding and JSON.parse. Whatever is less common, doubtful or wrong it leaves to the parser, which alone knows the errors;
 * what it does accept means the same there.
 */
export class JsonScanner {
  readonly #cells: Cells;
  readonly #slots: number;
  readonly #keys: KeyRoles;
  readonly #members: readonly KeyRoles[];
  /** 1 for a prefix whose object the line already had. */
  readonly #hadObject: Uint8Array;
  #found = 0;

  constructor(layout: Layout, prefixes: ReadonlySet<string>, cells: Cells) {
    const objects = [...prefixes];
    this.#cells = cells;
    this.#slots = layout.columns.length;
    this.#keys = new KeyRoles((key) => roleOf(key, layout, objects));
    this.#members = objects.map((prefix) => new KeyRoles((key) => roleOf(`${prefix}.${key}`, layout, [])));
    this.#hadObject = new Uint8Array(objects.length);
  }

  /**
   * Scans the line of UTF-8 that starts at `start`; a line feed must follow somewhere. The index of the line feed with the cells
   * filled, or -1 where the line is for the parser.
   */
  scan(bytes: Buffer, start: number): number {
    this.#found = 0;
    this.#cells.bytes = bytes;
    this.#cells.kinds.fill(ABSENT);
    this.#hadObject.fill(0);
    const after = this.#scanObject(bytes, skipSpace(bytes, start), this.#keys);
    if (after < 0 || this.#found < this.#slots) return -1;
    const end = skipSpace(bytes, after);
    return bytes[end] === NEWLINE ? end : -1;
  }

  /** The index after the object, or -1. */
  #scanObject(bytes: Buffer, start: number, keys: KeyRoles): number {
    if (bytes[start] !== OPEN) return -1;
    let at = start;
    for (let place = 0; ; place++) {
      at = skipSpace(bytes, at + 1);
      const keyEnd = plainTextEnd(bytes, at);
      if (keyEnd < 0) return -1;
      const role = keys.at(place, bytes, at + 1, keyEnd);
      at = skipSpace(bytes, keyEnd + 1);
      if (bytes[at] !== COLON) return -1;
      at = this.#scanValue(bytes, skipSpace(bytes, at + 1), role);
      if (at < 0) return -1;
      at = skipSpace(bytes, at);
      if (bytes[at] !== COMMA) return bytes[at] === CLOSE ? at + 1 : -1;
    }
  }

  #scanValue(bytes: Buffer, at: number, role: number): number {
    if (role >= 0) return this.#scanCell(bytes, at, role);
    if (role === NOT_READ) return valueEnd(bytes, at);
    const object = FIRST_OBJECT - role;
    const members = this.#members[object];
    if (members === undefined || this.#hadObject[object] === 1) return -1;
    this.#hadObject[object] = 1;
    return this.#scanObject(bytes, at, members);
  }

  /** Notes the value's span; the index after the value, or -1. */
  #scanCell(bytes: Buffer, at: number, slot: number): number {
    if (this.#cells.kinds[slot] !== ABSENT) return -1;
    this.#found++;
    const first = bytes[at] ?? 0;
    if (first === QUOTE) {
      const end = plainTextEnd(bytes, at);
      if (end < 0) return -1;
      this.#cells.setSpan(slot, TEXT, at + 1, end);
      return end + 1;
    }
    const isNumber = isNumberStart(first);
    const end = isNumber ? numberEnd(bytes, at) : valueEnd(bytes, at);
    this.#cells.setSpan(slot, isNumber ? NUMBER : RAW, at, end);
    return end;
  }
}

function roleOf(column: string, layout: Layout, objects: readonly string[]): number {
  const slot = layout.slotOf(column);
  const object = objects.indexOf(column);
  if (object >= 0) return slot >= 0 ? FOR_PARSER : FIRST_OBJECT - object;
  if (slot >= 0) return slot;
  return layout.isRefused(column) ? FOR_PARSER : NOT_READ;
}
