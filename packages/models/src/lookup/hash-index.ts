import { hash } from "node:crypto";

/** The first 64 bits of a text's SHA-256: enough to find what is looked for, never to prove that it was found. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

export function hash64(text: string): Hash64 {
  const digest = hash("sha256", text, "buffer");
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}

const FIRST_SLOTS = 1_024;
/** Beyond this a search takes too many steps. */
const MOST_FULL = 0.75;
/** 2^28 slots are 3.2 GB: more is a mistake. */
const MAX_SLOTS = 2 ** 28;

/**
 * Numbers of entries by a 64-bit hash of their keys; a hash may stand for several. Open addressing over typed arrays: 16
 * to 32 bytes an entry, whatever the keys. Whoever finds an entry compares the key itself with what the entry holds.
 */
export class HashIndex {
  #high = new Uint32Array(FIRST_SLOTS);
  #low = new Uint32Array(FIRST_SLOTS);
  /** One more than the entry's number; 0: the slot is free. */
  #entry = new Uint32Array(FIRST_SLOTS);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** `entry` is a whole number from 0 to 2^32 - 2. Throws a RangeError where the index is full. */
  add({ high, low }: Hash64, entry: number): void {
    if (this.#count >= this.#entry.length * MOST_FULL) this.#grow();
    this.#put(high, low, entry + 1);
    this.#count++;
  }

  /** The numbers of all entries that were added under the hash, in the order in which they were. */
  *find({ high, low }: Hash64): Generator<number> {
    const mask = this.#entry.length - 1;
    for (let slot = low & mask; this.#entry[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.#low[slot] === low && this.#high[slot] === high) yield (this.#entry[slot] ?? 0) - 1;
    }
  }

  #put(high: number, low: number, stored: number): void {
    const mask = this.#entry.length - 1;
    let slot = low & mask;
    while (this.#entry[slot] !== 0) slot = (slot + 1) & mask;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#entry[slot] = stored;
  }

  #grow(): void {
    const [high, low, entry] = [this.#high, this.#low, this.#entry];
    const slots = entry.length * 2;
    if (slots > MAX_SLOTS) throw new RangeError(`more than ${this.#count} entries`);
    this.#high = new Uint32Array(slots);
    this.#low = new Uint32Array(slots);
    this.#entry = new Uint32Array(slots);
    // Probing wraps round, so a run of slots that began before the end may go on at the start: order within a hash is kept
    // by starting from a free slot.
    const start = entry.indexOf(0) + 1;
    for (let step = 0; step < entry.length; step++) {
      const slot = (start + step) % entry.length;
      const stored = entry[slot] ?? 0;
      if (stored !== 0) this.#put(high[slot] ?? 0, low[slot] ?? 0, stored);
    }
  }
}
