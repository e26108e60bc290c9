import { constants } from "node:fs";
import { type FileHandle, lstat, open, rm } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import { fileError, shownPath } from "./file-error.ts";
import { fileState, isSameFile, type ListedFile } from "./file-state.ts";

/** Small enough that a connection never waits long for the next, large enough that reading costs little. */
const CHUNK_BYTES = 1024 * 1024;

export interface StreamOptions {
  /** Where a copy of what is read is written to, on the way; there must be nothing yet. Removed again if it is not whole. */
  readonly copyTo?: string;
}

/**
 * The bytes of a listed file, read once, in chunks that are the receiver's to keep. Throws a UserError where it cannot be
 * read, or is not, from its first byte to its last, as it was listed: before the last chunk was handed over, or at the
 * latest after it. So what was received counts only once the stream has ended.
 */
export async function* streamFile(task: ListedFile, { copyTo }: StreamOptions = {}): AsyncGenerator<Uint8Array> {
  await using source = await doing(task, "read", () =>
    open(task.source, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)),
  );
  await checkUnchanged(source, task);
  await using copy = copyTo === undefined ? null : await startCopy(task, copyTo);
  let left = task.size;
  for (let chunk = await read(source, task); chunk.length > 0; chunk = await read(source, task)) {
    if (chunk.length > left) throw changed(task);
    left -= chunk.length;
    await copy?.write(chunk);
    yield chunk;
  }
  if (left > 0) throw changed(task);
  await checkUnchanged(source, task);
  copy?.keep();
}

async function read(source: FileHandle, task: ListedFile): Promise<Uint8Array> {
  const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const { bytesRead } = await doing(task, "read", () => source.read(chunk, 0, CHUNK_BYTES, null));
  return chunk.subarray(0, bytesRead);
}

interface Copy extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
  /** What was written is whole. */
  keep(): void;
}

async function startCopy(task: ListedFile, location: string): Promise<Copy> {
  const file = await doing(task, "copy", () => open(location, "wx"));
  let isWhole = false;
  return {
    async write(chunk) {
      // Writes of a file handle may be short.
      await doing(task, "copy", () => file.writeFile(chunk));
    },
    keep() {
      isWhole = true;
    },
    async [Symbol.asyncDispose]() {
      await file.close();
      if (!isWhole) await rm(location, { force: true });
    },
  };
}

async function checkUnchanged(source: FileHandle, task: ListedFile): Promise<void> {
  const stats = await source.stat({ bigint: true });
  const found = await lstat(task.source, { bigint: true }).catch(() => null);
  if (!stats.isFile() || !isSameFile(fileState(stats), task) || found?.ino !== stats.ino) throw changed(task);
}

function changed({ shown }: ListedFile): UserError {
  return new UserError(`${shownPath(shown)} changed while it was being read`, {
    remedy: "Package the model when nothing writes to it any more.",
  });
}

async function doing<T>({ shown }: ListedFile, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, action, shown);
  }
}
