import { createHash } from "node:crypto";
import { readSync, writeSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

/** Large enough that reading costs little beside the hash, small enough to stay in a core's own cache until it is hashed. */
const BLOCK_BYTES = 256 * 1024;

/**
 * Linux takes memory for what is written in pieces as large as a write, and large pieces are dear where memory is in
 * fragments or, on a virtual machine, was given back: 4 GiB written by 2 MiB took 8 to 13 s of system time, by 64 KiB 2 to 3 s.
 */
const WRITE_BYTES = 64 * 1024;

/** Called with the size of each block; it may throw to stop. */
export type OnBytes = (count: number) => void;

/** A buffer for `hashBlocks`, for one file after the other. */
export function allocateBlock(): Buffer {
  return Buffer.allocUnsafeSlow(BLOCK_BYTES);
}

/** Reads a file from its start to its end: its SHA-256 in lower-case hexadecimal, and a copy of it in `target`, if any. */
export async function hashBlocks(
  source: FileHandle,
  target: FileHandle | null,
  buffer: Buffer,
  onBytes: OnBytes,
): Promise<string> {
  const hash = createHash("sha256");
  for (let block = readBlock(source, buffer); block.length > 0; block = readBlock(source, buffer)) {
    hash.update(block);
    if (target !== null) writeBlock(target, block);
    onBytes(block.length);
    // Nothing above ever waits, so without this no interruption and no progress would come through.
    await setImmediate();
  }
  return hash.digest("hex");
}

/** The next bytes; none at the end. Synchronous, as writing is: a turn through the thread pool costs more than either. */
function readBlock(source: FileHandle, buffer: Buffer): Buffer {
  return buffer.subarray(0, readSync(source.fd, buffer, 0, buffer.length, null));
}

function writeBlock(target: FileHandle, block: Buffer): void {
  for (let done = 0; done < block.length; ) {
    done += writeSync(target.fd, block, done, Math.min(WRITE_BYTES, block.length - done));
  }
}
