/** Says that there is no text: no text is as long. */
const NONE = 0xffffffff;

/**
 * 64 bits, in two halves, of what is given piece by piece between `begin` and `finish`: two multiplicative hashes of the pieces' words,
 * of which the second takes the first in, mixed at the end by MurmurHash3's finalizer. That any two of n keys that were not
 * made for it have one hash has the chance n^2 / 2^65: 3 in 100 million for a million units, 3 in a million for ten million ids.
 */
export class KeyHash {
  /** Unsigned, as `high`. */
  low = 0;
  high = 0;
  readonly #double = new Float64Array(1);
  readonly #words = new Uint32Array(this.#double.buffer);
  #first = 0;
  #second = 0;

  begin(): void {
    this.#first = 0x243f6a88;
    this.#second = 0x13198a2e;
  }

  text(bytes: Uint8Array, start: number, end: number): void {
    this.word(end - start);
    let first = this.#first;
    let second = this.#second;
    for (let at = start; at < end; at += 4) {
      let word = bytes[at] ?? 0;
      if (at + 3 < end) {
        word |= ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
      } else {
        if (at + 1 < end) word |= (bytes[at + 1] ?? 0) << 8;
        if (at + 2 < end) word |= (bytes[at + 2] ?? 0) << 16;
      }
      first = Math.imul(first ^ word, 0x85ebca6b);
      first ^= first >>> 15;
      second = Math.imul(second ^ word, 0xc2b2ae35);
      second = ((second ^ (second >>> 13)) + first) | 0;
    }
    this.#first = first;
    this.#second = second;
  }

  noText(): void {
    this.word(NONE);
  }

  /** Of -0 as of 0, of every NaN alike. */
  number(number: number): void {
    this.#double[0] = Number.isNaN(number) ? Number.NaN : number + 0;
    this.word(this.#words[0] ?? 0);
    this.word(this.#words[1] ?? 0);
  }

  /** Of 32 bits. */
  word(word: number): void {
    this.#first = Math.imul(this.#first ^ word, 0x85ebca6b);
    this.#first ^= this.#first >>> 15;
    this.#second = Math.imul(this.#second ^ word, 0xc2b2ae35);
    this.#second = ((this.#second ^ (this.#second >>> 13)) + this.#first) | 0;
  }

  finish(): void {
    const sum = (this.#first + this.#second) | 0;
    this.low = mixed(sum);
    this.high = mixed((this.#second + sum) | 0);
  }
}

function mixed(word: number): number {
  let mix = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
