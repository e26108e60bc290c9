/** A stream of pseudo-random numbers that its seed determines wholly, on every platform. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1), with all 53 bits of a double's fraction. */
  next(): number;
  /** Uniform whole number in [0, n), without modulo bias. `n` is a whole number from 1 to 2^32, else a RangeError. */
  integer(n: number): number;
}

const TWO_32 = 2 ** 32;
const WARM_UP_ROUNDS = 15;

/**
 * sfc32, Chris Doty-Humphrey's small fast counting generator (PractRand; period at least 2^32, on average 2^127), its
 * state filled from the seed by splitmix32. The seed is any whole number that a double holds exactly, else a RangeError.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed must be a safe integer; ${seed} was given`);
  const word = sfc32(seed);
  return {
    next: () => (word() * 2 ** 21 + (word() >>> 11)) * 2 ** -53,
    integer: (n) => {
      if (!Number.isInteger(n) || n < 1 || n > TWO_32) throw new RangeError(`n must be from 1 to 2^32; ${n} was given`);
      const limit = TWO_32 - (TWO_32 % n);
      let drawn = word();
      while (drawn >= limit) drawn = word();
      return drawn % n;
    },
  };
}

/** 32-bit words of sfc32. */
function sfc32(seed: number): () => number {
  const fill = splitmix32(seed);
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = 1;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) word();
  return word;
}

/** Words that spread both halves of the seed over the generator's state; the mixing is MurmurHash3's fmix32. */
function splitmix32(seed: number): () => number {
  const low = seed >>> 0;
  const high = Math.floor(seed / TWO_32) >>> 0;
  let state = low ^ mix32(high);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return mix32(state ^ high);
  };
}

/** MurmurHash3's 32-bit finalizer (Austin Appleby, public domain): every bit of the input reaches every bit out. */
export function mix32(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
