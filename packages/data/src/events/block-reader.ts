import type { FileHandle } from "node:fs/promises";
import type { ByteReader } from "../bytes/record-feed.ts";

const NEWLINE = 0x0a;

/** Which bytes of a file: the lines that start in bytes[start..end). */
export interface Block {
  readonly start: number;
  /** Infinite of the last block. */
  readonly end: number;
}

/**
 * The lines that start in a block of a file. Before those of any but the first block comes the line feed before them, which makes
 * an empty line more: so no byte order mark is looked for there.
 */
export class BlockReader implements ByteReader {
  readonly #handle: FileHandle;
  readonly #end: number;
  /** Where in the file the next read starts. */
  #at: number;
  #isBegun: boolean;
  #isDone = false;

  constructor(handle: FileHandle, { start, end }: Block) {
    this.#handle = handle;
    this.#end = end;
    // A line starts in the block also where its line feed is the last byte before.
    this.#at = Math.max(0, start - 1);
    this.#isBegun = start === 0;
  }

  async read(into: Uint8Array, start: number): Promise<number> {
    while (!this.#isDone) {
      const from = this.#at;
      const { bytesRead } = await this.#handle.read(into, start, into.length - start, from);
      this.#at += bytesRead;
      if (bytesRead === 0) return 0;
      const bytes = into.subarray(start, start + bytesRead);
      const first = this.#isBegun ? 0 : bytes.indexOf(NEWLINE);
      // A line that starts before the block may end beyond it: then none starts in it.
      if (first >= 0 && from + first + 1 >= this.#end) this.#isDone = !this.#isBegun;
      if (first < 0 || this.#isDone) continue;
      this.#isBegun = true;
      const last = this.#lastIndex(bytes, from);
      if (first > 0) into.copyWithin(start, start + first, start + last);
      if (last > first) return last - first;
    }
    return 0;
  }

  /** The index after the line feed of the last line that starts before the end. */
  #lastIndex(bytes: Uint8Array, from: number): number {
    const end = this.#end - 1 - from;
    if (end >= bytes.length) return bytes.length;
    const newline = bytes.indexOf(NEWLINE, Math.max(0, end));
    if (newline < 0) return bytes.length;
    this.#isDone = true;
    return newline + 1;
  }
}
