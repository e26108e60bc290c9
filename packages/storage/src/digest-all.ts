import { stat } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import type { Algorithm } from "./block-hasher.ts";
import { type ByteRange, type DigestTask, digestRange, type SizedDigestTask } from "./digest-range.ts";
import { fileError, shownPath } from "./file-error.ts";
import type { OnBytes } from "./read-blocks.ts";
import { runJobs } from "./run-jobs.ts";

export interface DigestOptions {
  /** SHA-256 without it. */
  readonly algorithm?: Algorithm;
  readonly onBytes?: OnBytes;
  readonly signal: AbortSignal;
}

/**
 * The digests of many files or ranges, in lower-case hexadecimal and the order of the tasks, several at once on threads;
 * nothing is written, and no cache is asked. Throws a UserError for the first that cannot be read, and the signal's
 * reason when it is aborted.
 */
export async function digestAll(tasks: readonly DigestTask[], options: DigestOptions): Promise<readonly string[]> {
  const { algorithm = "sha256", onBytes = () => undefined, signal } = options;
  const sized: SizedDigestTask[] = [];
  for (const task of tasks) sized.push({ ...task, size: await sizeOf(task) });
  return await runJobs({ worker: "digest-worker", algorithm, perform: digestRange }, sized, onBytes, signal);
}

/** SHA-256 of a file of any size, in lower-case hexadecimal; a UserError where there is no readable file. */
export async function digestFile(location: string, shown: string, signal: AbortSignal): Promise<string> {
  const [digest = ""] = await digestAll([{ location, shown }], { signal });
  return digest;
}

async function sizeOf({ location, shown, range }: DigestTask): Promise<number> {
  try {
    return range === undefined ? (await stat(location)).size : sizeOfRange(range, shown);
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}

function sizeOfRange({ start, end }: ByteRange, shown: string): number {
  const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end;
  if (!isRange) throw new UserError(`${shownPath(shown)} has no bytes ${start} to ${end}`);
  return end - start;
}
