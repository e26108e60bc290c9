import { createHash } from "node:crypto";
import { type Algorithm, BLOCK_BYTES, type BlockHasher } from "./block-hasher.ts";

/** Enough that neither side waits for the other's hiccups, few enough to stay in the processor's cache. */
const BLOCKS = 8;
/** The words of the head: how many blocks were filled, how many were drained, and the length of each that is in the ring. */
const FILLED = 0;
const DRAINED = 1;
const LENGTHS = 2;
const HEAD_BYTES = 4 * (LENGTHS + BLOCKS);
/** A block of no bytes: the file is at its end. The digest then stands at the start of the block, with its length in the head. */
const END = 0;

/** Memory that two threads share: one reads a file into it, with `ringHasher`, while the other hashes it, by `drainRing`. */
export function createRing(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEAD_BYTES + BLOCKS * BLOCK_BYTES);
}

/** A hasher whose work is done by the thread that drains the ring. It waits, so it is not for the main thread. */
export function ringHasher(ring: SharedArrayBuffer): BlockHasher {
  const { head, block, slot } = viewsOf(ring);
  let filled = 0;
  const next = () => {
    waitFor(head, DRAINED, filled - BLOCKS + 1);
    return block(filled);
  };
  const add = (length: number) => {
    head[slot(filled)] = length;
    filled += 1;
    tell(head, FILLED, filled);
  };
  return {
    block: next,
    add,
    digest() {
      next();
      add(END);
      waitFor(head, DRAINED, filled);
      return Buffer.from(block(filled - 1).subarray(0, head[slot(filled - 1)])).toString("hex");
    },
  };
}

/** Hashes the first file that comes through the ring, to its end. */
export function drainRing(ring: SharedArrayBuffer, algorithm: Algorithm): void {
  const { head, block, slot } = viewsOf(ring);
  const hash = createHash(algorithm);
  for (let drained = 0; ; drained++) {
    waitFor(head, FILLED, drained + 1);
    const length = head[slot(drained)] ?? END;
    if (length === END) {
      const digest = hash.digest();
      block(drained).set(digest);
      head[slot(drained)] = digest.length;
      tell(head, DRAINED, drained + 1);
      return;
    }
    hash.update(block(drained).subarray(0, length));
    tell(head, DRAINED, drained + 1);
  }
}

function viewsOf(ring: SharedArrayBuffer) {
  return {
    head: new Int32Array(ring, 0, LENGTHS + BLOCKS),
    /** The block that the given count of blocks came before. */
    block: (before: number) => new Uint8Array(ring, HEAD_BYTES + (before % BLOCKS) * BLOCK_BYTES, BLOCK_BYTES),
    /** Where the head has its length. */
    slot: (before: number) => LENGTHS + (before % BLOCKS),
  };
}

/** Sets a count and wakes whoever waits for it: what was written before is seen by whoever sees the count. */
function tell(head: Int32Array<SharedArrayBuffer>, word: number, count: number): void {
  Atomics.store(head, word, count);
  Atomics.notify(head, word);
}

function waitFor(head: Int32Array<SharedArrayBuffer>, word: number, least: number): void {
  for (let count = Atomics.load(head, word); count < least; count = Atomics.load(head, word)) {
    Atomics.wait(head, word, count);
  }
}
