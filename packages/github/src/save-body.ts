import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UserError } from "@airworthy/evidence";

/** Where an answer's bytes go. */
export interface SavedBody {
  /** There is no such file where the answer does not come whole. */
  readonly path: string;
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Writes the body of an answer to a file as it comes. Throws a UserError beyond the limit; a connection that breaks is an
 * error with a status, as Octokit has it for what got no answer, so that it is tried again.
 */
export async function saveBody(body: unknown, { path, mostBytes, signal }: SavedBody): Promise<void> {
  if (!(body instanceof ReadableStream)) throw new UserError("GitHub answered without a file");
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.byteLength;
      const isTooLarge = bytes > mostBytes;
      done(isTooLarge ? new UserError(`GitHub sent more than the ${mostBytes} bytes that are allowed`) : null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(body), limit, createWriteStream(path), { signal });
  } catch (error) {
    await rm(path, { force: true });
    throw error instanceof UserError || isSystemError(error) ? error : new BrokenAnswer(error);
  }
}

/** The file system's, which another attempt would not mend. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && (error.syscall === "open" || error.syscall === "write");
}

class BrokenAnswer extends Error {
  readonly status = 500;

  constructor(cause: unknown) {
    super(`the answer broke off: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
