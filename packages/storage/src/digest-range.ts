import { fstatSync } from "node:fs";
import { UserError } from "@airworthy/evidence";
import type { BlockHasher } from "./block-hasher.ts";
import { fileError, shownPath } from "./file-error.ts";
import { openToRead } from "./opened-file.ts";
import { hashReading, type OnBytes } from "./read-blocks.ts";

/** Bytes of a file: the first, and the first one that is not among them any more. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file, or a range of it, to digest. Plain data, so that it can go to a worker. */
export interface DigestTask {
  readonly location: string;
  /** The file as the user knows it, for messages. */
  readonly shown: string;
  /** All of the file without it. */
  readonly range?: ByteRange;
}

export interface SizedDigestTask extends DigestTask {
  /** How many bytes there are to read, as far as is known: what the work is shared out by. */
  readonly size: number;
}

/**
 * The digest of what the task names, in lower-case hexadecimal. Throws a UserError where there is no readable file, or
 * where a range is not all within it.
 */
export function digestRange(task: SizedDigestTask, hasher: BlockHasher, onBytes: OnBytes): string {
  const { start, end } = task.range ?? { start: 0, end: Number.POSITIVE_INFINITY };
  let count = 0;
  const digest = readRange(task, { start, end }, hasher, (bytes) => {
    count += bytes;
    onBytes(bytes);
  });
  if (task.range === undefined || count === end - start) return digest;
  throw new UserError(
    `${shownPath(task.shown)} ends at byte ${start + count}; bytes ${start} to ${end} were to be read`,
  );
}

function readRange({ location, shown }: DigestTask, range: ByteRange, hasher: BlockHasher, onBytes: OnBytes): string {
  try {
    using file = openToRead(location, "follow");
    if (!fstatSync(file.fd).isFile()) throw new UserError(`${shownPath(shown)} is not a file`);
    return hashReading({ source: file.fd, target: null, ...range }, hasher, onBytes);
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}
