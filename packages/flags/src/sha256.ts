const BLOCK_BYTES = 64;
/** Where the last block holds the message's length in bits, as 64 bits. */
const LENGTH_AT = BLOCK_BYTES - 8;

/**
 * SHA-256 (FIPS 180-4, section 6.2) of bytes. Synchronous, unlike Web Crypto's, and at home in browsers and Workers, unlike
 * Node's.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const padded = pad(bytes);
  const view = new DataView(padded.buffer);
  const state = INITIAL.slice();
  const schedule = new Int32Array(ROUNDS);
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) {
    for (let word = 0; word < 16; word++) schedule[word] = view.getInt32(at + 4 * word);
    compress(state, schedule);
  }
  const digest = new DataView(new ArrayBuffer(4 * state.length));
  state.forEach((word, index) => {
    digest.setInt32(4 * index, word);
  });
  return new Uint8Array(digest.buffer);
}

/** HMAC (RFC 2104) with SHA-256 of texts in UTF-8, as 64 hexadecimal digits. */
export function hmacSha256(key: string, message: string): string {
  const encoder = new TextEncoder();
  const given = encoder.encode(key);
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(given.length > BLOCK_BYTES ? sha256(given) : given);
  const inner = sha256(joined(masked(block, 0x36), encoder.encode(message)));
  return hex(sha256(joined(masked(block, 0x5c), inner)));
}

/** Bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

const ROUNDS = 64;
const PRIMES = firstPrimes(ROUNDS);
/** The first 32 bits behind the point of the square roots of the first 8 primes, and of the cube roots of the first 64. */
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const CONSTANTS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number++) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}

function fraction(root: number): number {
  return ((root % 1) * 2 ** 32) | 0;
}

function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = Math.floor((bytes.length + BLOCK_BYTES - LENGTH_AT) / BLOCK_BYTES) + 1;
  const padded = new Uint8Array(blocks * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  return padded;
}

function compress(state: Int32Array, schedule: Int32Array): void {
  for (let t = 16; t < ROUNDS; t++) {
    const early = at(schedule, t - 15);
    const late = at(schedule, t - 2);
    const small0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const small1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[t] = at(schedule, t - 16) + small0 + at(schedule, t - 7) + small1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < ROUNDS; t++) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = (h + big1 + ((e & f) ^ (~e & g)) + at(CONSTANTS, t) + at(schedule, t)) | 0;
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + word;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** Within bounds always; typed arrays do not know that. */
function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}

function masked(block: Uint8Array, mask: number): Uint8Array {
  return block.map((byte) => byte ^ mask);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
