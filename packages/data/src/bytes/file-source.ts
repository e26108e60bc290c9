import { createHash, type Hash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import type { ByteReader } from "./record-feed.ts";

const CHUNK_BYTES = 2 ** 18;

/** A file that is read once from front to back, hashed on the way where that is asked for. */
export class FileSource implements ByteReader, AsyncDisposable {
  /** The file's name as the user gave it, for messages. */
  readonly name: string;
  readonly #handle: FileHandle;
  readonly #opened: Stats;
  readonly #hash: Hash | null;
  readonly #onBytes: (count: number) => void;
  #bytesRead = 0;

  private constructor(
    name: string,
    { handle, opened, isHashed }: { handle: FileHandle; opened: Stats; isHashed: boolean },
    onBytes: (count: number) => void,
  ) {
    this.name = name;
    this.#hash = isHashed ? createHash("sha256") : null;
    this.#handle = handle;
    this.#opened = opened;
    this.#onBytes = onBytes;
  }

  /** Throws a UserError where the file cannot be read. A pipe is refused: one that nobody writes to would be waited for. */
  static async open(
    path: string,
    name: string,
    onBytes: (count: number) => void,
    isHashed = true,
  ): Promise<FileSource> {
    const handle = await unreadable(name, () => open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    const opened = await handle.stat();
    if (opened.isFile()) return new FileSource(name, { handle, opened, isHashed }, onBytes);
    await handle.close();
    throw new UserError(`${name} cannot be read: it is no file`);
  }

  /** In bytes, as it was opened. */
  get size(): number {
    return this.#opened.size;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  /** Fills `into` from `start` as far as one read goes; the number of bytes read, 0 at the end of the file. */
  async read(into: Uint8Array, start: number): Promise<number> {
    const { bytesRead } = await unreadable(this.name, () => this.#handle.read(into, start, into.length - start, null));
    this.#hash?.update(into.subarray(start, start + bytesRead));
    this.#bytesRead += bytesRead;
    this.#onBytes(bytesRead);
    return bytesRead;
  }

  /** What is left of the file, in chunks that are the caller's to keep. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      const count = await this.read(chunk, 0);
      if (count === 0) return;
      yield chunk.subarray(0, count);
    }
  }

  /** Reads what is left for its hash alone. */
  async skim(): Promise<void> {
    const buffer = new Uint8Array(CHUNK_BYTES);
    while ((await this.read(buffer, 0)) > 0);
  }

  /** Throws a UserError where the file was written to or replaced since it was opened, as who reads it by its path might notice. */
  async checkUnchanged(path: string): Promise<void> {
    const now = await unreadable(this.name, () => stat(path));
    const { ino, size, mtimeMs } = this.#opened;
    if (ino !== now.ino || size !== now.size || mtimeMs !== now.mtimeMs)
      throw new UserError(`${this.name} changed while it was read`);
  }

  /** Of all bytes read. Ends the hash: to be called once. Throws an Error for a file that is not hashed. */
  sha256(): string {
    if (this.#hash === null) throw new Error(`${this.name} is not hashed`);
    return this.#hash.digest("hex");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

async function unreadable<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = reasons.get(codeOf(cause)) ?? (cause instanceof Error ? cause.message : String(cause));
    throw new UserError(`${name} cannot be read: ${reason}`, { cause });
  }
}

const reasons = new Map([
  ["ENOENT", "there is no such file"],
  ["ENOTDIR", "there is no such file"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "permission is missing"],
]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
