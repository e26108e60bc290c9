const FIRST_SLOTS = 2 ** 8;
const FIRST_BYTES = 2 ** 10;

/** Texts as bytes, each with a number from 0 in the order in which they were added. */
export class ByteDictionary {
  #bytes = new Uint8Array(FIRST_BYTES);
  #ends = new Uint32Array(FIRST_SLOTS);
  #size = 0;
  /** An open-addressing hash table of numbers, each plus one; 0 is free. At most half full. */
  #slots = new Uint32Array(FIRST_SLOTS);

  get size(): number {
    return this.#size;
  }

  /** The number of the text bytes[start..end), -1 where it was not added. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    for (let entry = this.#slots[slot] ?? 0; entry !== 0; entry = this.#slots[slot] ?? 0) {
      if (this.#equals(entry - 1, bytes, start, end)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Adds a text that is not there yet; its number. */
  add(bytes: Uint8Array, start: number, end: number): number {
    if (2 * this.#size >= this.#slots.length) this.#rehash();
    const from = this.#startOf(this.#size);
    const to = from + end - start;
    while (to > this.#bytes.length) this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(2 * this.#bytes.length));
    this.#bytes.set(bytes.subarray(start, end), from);
    if (this.#size === this.#ends.length) this.#ends = new Uint32Array(this.#ends.buffer.transfer(8 * this.#size));
    this.#ends[this.#size] = to;
    this.#insert(this.#size);
    return this.#size++;
  }

  #insert(number: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash(this.#bytes, this.#startOf(number), this.#ends[number] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = number + 1;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length);
    for (let number = 0; number < this.#size; number++) this.#insert(number);
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const known = this.#startOf(number);
    const length = end - start;
    if ((this.#ends[number] ?? 0) - known !== length) return false;
    for (let index = 0; index < length; index++) {
      if (this.#bytes[known + index] !== bytes[start + index]) return false;
    }
    return true;
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }
}

/** FNV-1a, 32 bits, its high bits mixed into the low ones. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let index = start; index < end; index++) value = Math.imul(value ^ (bytes[index] ?? 0), 0x01000193);
  return value ^ (value >>> 15);
}
