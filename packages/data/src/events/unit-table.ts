import { grown } from "../table/columns/grown.ts";

const FIRST_ROWS = 2 ** 10;
const MAX_LOAD = 0.75;
/** A slot's words: the halves of a hash, the number of its row plus one, 0 for a free slot, and one to fill a power of two. */
const SLOT_SHIFT = 2;
const SLOT_WORDS = 1 << SLOT_SHIFT;

/**
 * Rows of numbers and words by a hash of 64 bits, in one block of memory, so that a unit's are near each other. Rows are in the order
 * in which they were added.
 */
export class UnitTable {
  /** All rows, as doubles and as the words that the same memory is. */
  numbers: Float64Array<ArrayBuffer>;
  words: Uint32Array<ArrayBuffer>;
  /** Of a row, in doubles. */
  readonly stride: number;
  size = 0;
  readonly #blank: Float64Array;
  #slots = new Uint32Array(2 * FIRST_ROWS * SLOT_WORDS);

  /** `blank` is what a new row holds. */
  constructor(blank: Float64Array) {
    this.#blank = blank;
    this.stride = blank.length;
    this.numbers = new Float64Array(FIRST_ROWS * this.stride);
    this.words = new Uint32Array(this.numbers.buffer);
  }

  /** The index of the row's first double, or -1. The hash's halves are unsigned. */
  find(low: number, high: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (low << SLOT_SHIFT) & mask; ; slot = (slot + SLOT_WORDS) & mask) {
      const number = slots[slot + 2] ?? 0;
      if (number === 0) return -1;
      if (slots[slot] === low && slots[slot + 1] === high) return (number - 1) * this.stride;
    }
  }

  /** Adds a row for a hash that has none; the index of its first double. */
  add(low: number, high: number): number {
    if (this.size + 1 > (MAX_LOAD * this.#slots.length) / SLOT_WORDS) this.#rehash();
    const row = this.size * this.stride;
    if (row === this.numbers.length) this.#grow();
    this.numbers.set(this.#blank, row);
    insert(this.#slots, low, high, ++this.size);
    return row;
  }

  #rehash(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * old.length);
    for (let slot = 0; slot < old.length; slot += SLOT_WORDS) {
      const number = old[slot + 2] ?? 0;
      if (number > 0) insert(this.#slots, old[slot] ?? 0, old[slot + 1] ?? 0, number);
    }
    old.buffer.transfer(0);
  }

  #grow(): void {
    this.numbers = new Float64Array(grown(this.numbers.buffer, 2 * this.numbers.byteLength));
    this.words = new Uint32Array(this.numbers.buffer);
  }
}

/** Puts a hash into the first free slot from where its lower half points to. */
function insert(slots: Uint32Array, low: number, high: number, number: number): void {
  const mask = slots.length - 1;
  let slot = (low << SLOT_SHIFT) & mask;
  while (slots[slot + 2] !== 0) slot = (slot + SLOT_WORDS) & mask;
  slots[slot] = low;
  slots[slot + 1] = high;
  slots[slot + 2] = number;
}
