import type { IdColumn } from "./table.ts";

const FREE = -1;

/** Finds rows by id in constant time: an open-addressing hash table over the ids' bytes, eight to sixteen bytes a row. */
export class IdIndex {
  readonly #ids: IdColumn;
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** The rows whose id an earlier row has. */
  readonly repeated: readonly number[];

  constructor(ids: IdColumn) {
    this.#ids = ids;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * ids.ends.length + 1))).fill(FREE);
    this.#mask = this.#slots.length - 1;
    const repeated: number[] = [];
    for (let row = 0; row < ids.ends.length; row++) {
      const slot = this.#slotOf(ids, row);
      if (this.#slots[slot] === FREE) this.#slots[slot] = row;
      else repeated.push(row);
    }
    this.repeated = repeated;
  }

  /** The first row here that has the id of row `row` of `ids`; -1 where none has. */
  find(ids: IdColumn, row: number): number {
    // Two tables of one evaluation mostly have their rows in the same order.
    if (row < this.#ids.ends.length && sameId(this.#ids, row, ids, row)) {
      return this.repeated.length === 0 ? row : (this.#slots[this.#slotOf(ids, row)] ?? FREE);
    }
    return this.#slots[this.#slotOf(ids, row)] ?? FREE;
  }

  /** The slot that holds the id, or the free one where it would go. */
  #slotOf(ids: IdColumn, row: number): number {
    let slot = idHash(ids, row) & this.#mask;
    for (let held = this.#slots[slot] ?? FREE; held !== FREE; held = this.#slots[slot] ?? FREE) {
      if (sameId(this.#ids, held, ids, row)) return slot;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}

export function idText(ids: IdColumn, row: number): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(ids.bytes.subarray(startOf(ids, row), ids.ends[row]));
}

function startOf(ids: IdColumn, row: number): number {
  return row === 0 ? 0 : (ids.ends[row - 1] ?? 0);
}

function sameId(a: IdColumn, rowA: number, b: IdColumn, rowB: number): boolean {
  const startA = startOf(a, rowA);
  const startB = startOf(b, rowB);
  const length = (a.ends[rowA] ?? 0) - startA;
  if (length !== (b.ends[rowB] ?? 0) - startB) return false;
  for (let index = 0; index < length; index++) {
    if (a.bytes[startA + index] !== b.bytes[startB + index]) return false;
  }
  return true;
}

/** FNV-1a, then MurmurHash3's finalizer so that the low bits depend on every byte. */
export function idHash(ids: IdColumn, row: number): number {
  const end = ids.ends[row] ?? 0;
  let hash = 0x811c9dc5;
  for (let index = startOf(ids, row); index < end; index++)
    hash = Math.imul(hash ^ (ids.bytes[index] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
