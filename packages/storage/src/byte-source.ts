import type { FileHandle } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import { fileError, shownPath } from "./file-error.ts";
import { openFile } from "./open-file.ts";

/** A file's bytes, read where they are asked for; closed when disposed of. */
export interface OpenedBytes extends AsyncDisposable {
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`, for the caller to keep; rejects with a UserError where the file does not have them. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Opens a file for parsers that read here and there. Throws a UserError where there is no readable file. */
export async function openByteSource(location: string, shown: string): Promise<OpenedBytes> {
  try {
    const file = await openFile(location, shown);
    const { size } = await file.stat();
    return {
      size,
      read: async (offset, length) => {
        // Before any memory is taken: a length may come from the file itself.
        checkWithin(offset, length, size, shown);
        return await readExactly(file, offset, length, shown);
      },
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}

function checkWithin(offset: number, length: number, size: number, shown: string): void {
  const isWithin = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (isWithin && length <= size - offset) return;
  throw new UserError(`${shownPath(shown)} has ${size} bytes, not ${length} from byte ${offset} on`);
}

async function readExactly(file: FileHandle, offset: number, length: number, shown: string): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) throw new UserError(`${shownPath(shown)} was cut short while it was being read`);
      done += bytesRead;
    }
    return bytes;
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}
