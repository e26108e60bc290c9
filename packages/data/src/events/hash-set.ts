const PARTS = 64;
const PART_SHIFT = 26;
const FIRST_SLOTS = 2 ** 9;
const GROWTH = 1.5;
/** Fuller tables take long walks. */
const MAX_LOAD = 0.75;
const WORD = 2 ** 32;

/** Hashes of 64 bits: 11 to 16 bytes each. It grows by parts, so that never much of it is there twice. */
export class HashSet {
  readonly #parts = Array.from({ length: PARTS }, () => new Part());

  /** Whether the hash was not there yet. Its halves are unsigned. */
  add(low: number, high: number): boolean {
    return this.#parts[high >>> PART_SHIFT]?.add(low, high) === true;
  }
}

/** Open addressing: a hash is in the first free pair of words from where its lower half points to. */
class Part {
  #words = new Uint32Array(2 * FIRST_SLOTS);
  #slots = FIRST_SLOTS;
  #size = 0;

  add(low: number, high: number): boolean {
    // Two zeros are a free pair.
    const upper = low === 0 && high === 0 ? 1 : high;
    const at = this.#find(low, upper);
    if (this.#words[at] === low && this.#words[at + 1] === upper) return false;
    this.#words[at] = low;
    this.#words[at + 1] = upper;
    if (++this.#size > MAX_LOAD * this.#slots) this.#grow();
    return true;
  }

  /** The index of the pair that holds the hash or is free for it. */
  #find(low: number, high: number): number {
    const words = this.#words;
    let at = 2 * Math.floor((low / WORD) * this.#slots);
    while (!(words[at] === low && words[at + 1] === high) && !(words[at] === 0 && words[at + 1] === 0)) {
      at += 2;
      if (at === words.length) at = 0;
    }
    return at;
  }

  #grow(): void {
    const old = this.#words;
    this.#slots = Math.ceil(GROWTH * this.#slots);
    this.#words = new Uint32Array(2 * this.#slots);
    for (let at = 0; at < old.length; at += 2) {
      const low = old[at] ?? 0;
      const high = old[at + 1] ?? 0;
      if (low === 0 && high === 0) continue;
      const to = this.#find(low, high);
      this.#words[to] = low;
      this.#words[to + 1] = high;
    }
    old.buffer.transfer(0);
  }
}
