import { fstatSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import { fileError, shownPath } from "./file-error.ts";
import { openToRead } from "./opened-file.ts";

/** A file's bytes, read where they are asked for; closed when disposed of. */
export interface OpenedBytes extends Disposable {
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`, for the caller to keep; rejects with a UserError where the file does not have them. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** So much is read before whatever else waits, an interruption say, gets its turn. */
const TURN_BYTES = 1024 * 1024;

/**
 * Opens a file for parsers that read here and there, many times a few bytes: each read is done at once, since a turn
 * through the thread pool costs more. Throws a UserError where there is no readable file.
 */
export async function openByteSource(location: string, shown: string): Promise<OpenedBytes> {
  await setImmediate();
  const { fd, size, [Symbol.dispose]: dispose } = open(location, shown);
  let untilTurn = TURN_BYTES;
  return {
    size,
    async read(offset, length) {
      // Before any memory is taken: a length may come from the file itself.
      checkWithin(offset, length, size, shown);
      untilTurn -= length;
      if (untilTurn < 0) await setImmediate();
      if (untilTurn < 0) untilTurn = TURN_BYTES;
      return readExactly(fd, offset, length, shown);
    },
    [Symbol.dispose]: dispose,
  };
}

function open(location: string, shown: string) {
  try {
    const file = openToRead(location, "follow");
    const stats = fstatSync(file.fd);
    if (stats.isFile()) return { ...file, size: stats.size };
    file[Symbol.dispose]();
  } catch (error) {
    throw fileError(error, "read", shown);
  }
  throw new UserError(`${shownPath(shown)} is not a file`);
}

function checkWithin(offset: number, length: number, size: number, shown: string): void {
  const isWithin = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (isWithin && length <= size - offset) return;
  throw new UserError(`${shownPath(shown)} has ${size} bytes, not ${length} from byte ${offset} on`);
}

function readExactly(fd: number, offset: number, length: number, shown: string): Uint8Array {
  try {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const count = readSync(fd, bytes, done, length - done, offset + done);
      if (count === 0) throw new UserError(`${shownPath(shown)} was cut short while it was being read`);
      done += count;
    }
    return bytes;
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}
