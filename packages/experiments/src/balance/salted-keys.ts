import type { IdColumn } from "@airworthy/tables";
import { SALT_CHARACTERS } from "../state/salts.ts";

/**
 * Users' keys, ready to be hashed with salt after salt. Of MurmurHash3 (x86, 32 bits, seed 0; Austin Appleby, public domain) a
 * word of four bytes is mixed by itself before it enters the state, and every salt ends on a word: the keys' words are mixed once.
 */
export interface SaltedKeys {
  /** Mixed words, key after key, the last of each its rest of up to three bytes. */
  readonly words: Int32Array;
  /** Where each key's words end. */
  readonly ends: Uint32Array;
  /** Of the salt and the key, in bytes. */
  readonly lengths: Uint32Array;
}

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;
const ADDED = 0xe6546b64;
const WORD = 4;

/** The keys of some rows, in their order. */
export function prepareKeys({ bytes, ends }: IdColumn, rows: Uint32Array): SaltedKeys {
  const wordEnds = new Uint32Array(rows.length);
  const lengths = new Uint32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0;
    const length = (ends[row] ?? 0) - (row === 0 ? 0 : (ends[row - 1] ?? 0));
    count += Math.floor(length / WORD) + 1;
    wordEnds[place] = count;
    lengths[place] = SALT_CHARACTERS + length;
  }
  const words = new Int32Array(count);
  let word = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0;
    const end = ends[row] ?? 0;
    let at = row === 0 ? 0 : (ends[row - 1] ?? 0);
    for (; at + WORD <= end; at += WORD) words[word++] = mixWord(readWord(bytes, at, WORD));
    words[word++] = mixWord(readWord(bytes, at, end - at));
  }
  return { words, ends: wordEnds, lengths };
}

/** The hash of each key behind a salt of SALT_CHARACTERS, into `hashes`: what flagd hashes for `{"cat": [salt, key]}`. */
export function hashKeys({ words, ends, lengths }: SaltedKeys, salt: string, hashes: Uint32Array): void {
  const state = stateOf(salt);
  let at = 0;
  for (let place = 0; place < ends.length; place++) {
    const rest = (ends[place] ?? 0) - 1;
    let hash = state;
    while (at < rest) {
      hash ^= words[at++] ?? 0;
      hash = (hash << 13) | (hash >>> 19);
      hash = (Math.imul(hash, 5) + ADDED) | 0;
    }
    hash ^= (words[at++] ?? 0) ^ (lengths[place] ?? 0);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hashes[place] = hash ^ (hash >>> 16);
  }
}

/** MurmurHash3 after the salt. A RangeError for a salt of another length, after which keys would not begin with a word. */
function stateOf(salt: string): number {
  const bytes = new TextEncoder().encode(salt);
  if (bytes.length !== SALT_CHARACTERS)
    throw new RangeError(`a salt has ${SALT_CHARACTERS} bytes; ${bytes.length} were given`);
  let state = 0;
  for (let at = 0; at < bytes.length; at += WORD) {
    state ^= mixWord(readWord(bytes, at, WORD));
    state = (state << 13) | (state >>> 19);
    state = (Math.imul(state, 5) + ADDED) | 0;
  }
  return state;
}

/** Up to four bytes, the lowest first. */
function readWord(bytes: Uint8Array, at: number, count: number): number {
  let word = 0;
  for (let place = 0; place < count; place++) word |= (bytes[at + place] ?? 0) << (8 * place);
  return word;
}

function mixWord(word: number): number {
  const mixed = Math.imul(word, C1);
  return Math.imul((mixed << 15) | (mixed >>> 17), C2);
}
