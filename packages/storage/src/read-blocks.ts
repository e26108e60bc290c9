import { readSync, writeSync } from "node:fs";
import { BLOCK_BYTES, type BlockHasher } from "./block-hasher.ts";

/**
 * Linux takes memory for what is written in pieces as large as a write, and large pieces are dear where memory is in
 * fragments or, on a virtual machine, was given back: 4 GiB written by 2 MiB took 8 to 13 s of system time, by 64 KiB 2 to 3 s.
 */
const WRITE_BYTES = 64 * 1024;

/** Called with the size of each block; it may throw to stop. */
export type OnBytes = (count: number) => void;

/** Bytes of a file, by descriptors of node:fs. */
export interface Reading {
  readonly source: number;
  /** Where a copy of the bytes goes, if anywhere. */
  readonly target: number | null;
  /** The first byte, and the first one that is not read any more: Infinity for all to the end. */
  readonly start: number;
  readonly end: number;
}

/** The digest of the bytes, in lower-case hexadecimal. All is synchronous: a turn through the thread pool costs more than a block. */
export function hashReading(reading: Reading, hasher: BlockHasher, onBytes: OnBytes): string {
  let position = reading.start;
  while (position < reading.end) {
    const block = hasher.block();
    const count = readSync(reading.source, block, 0, Math.min(BLOCK_BYTES, reading.end - position), position);
    if (count === 0) break;
    hasher.add(count);
    if (reading.target !== null) writeBlock(reading.target, block.subarray(0, count));
    position += count;
    onBytes(count);
  }
  return hasher.digest();
}

function writeBlock(target: number, block: Uint8Array): void {
  for (let done = 0; done < block.length; ) {
    done += writeSync(target, block, done, Math.min(WRITE_BYTES, block.length - done));
  }
}
