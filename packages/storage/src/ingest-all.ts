import type { DigestCache } from "./digest-cache.ts";
import { type CachedTask, type IngestMethod, type IngestTask, ingestFile, type Taken } from "./ingest.ts";
import type { OnBytes } from "./read-blocks.ts";
import { runJobs } from "./run-jobs.ts";

export interface Ingested {
  /** Of the target's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly method: IngestMethod;
  /** Whether the bytes were read; if not, the digest is the cache's. */
  readonly read: boolean;
}

/**
 * Takes files in, several at once on threads; the answers are in the order of the tasks. The cache, if any, is asked for
 * the digests of what is linked or cloned, and told of every digest that is found. What has to be copied is always read
 * and hashed, whatever the cache says: where it says otherwise, it is emptied. Throws a UserError for the first file
 * that cannot be taken in, and the signal's reason when it is aborted; no thread runs on after that.
 */
export async function ingestAll(
  tasks: readonly IngestTask[],
  onBytes: OnBytes,
  signal: AbortSignal,
  cache?: DigestCache,
): Promise<readonly Ingested[]> {
  const jobs = tasks.map((task): CachedTask => withKnown(task, cache?.lookup(task.source, task)));
  const kind = { worker: "ingest-worker", algorithm: "sha256", perform: ingestFile } as const;
  const taken = await runJobs(kind, jobs, onBytes, signal);
  if (cache !== undefined) for (const [index, one] of taken.entries()) learn(cache, jobs[index], one);
  return taken.map(({ sha256, method, readFrom }) => ({ sha256, method, read: readFrom !== null }));
}

function withKnown(task: IngestTask, known: string | null | undefined): CachedTask {
  return typeof known === "string" ? { ...task, known } : task;
}

function learn(cache: DigestCache, task: CachedTask | undefined, { sha256, readFrom, state }: Taken): void {
  if (task === undefined || readFrom === null || state === null) return;
  if (task.known !== undefined && task.known !== sha256) cache.distrust(task.shown);
  cache.remember(task.source, state, { sha256, readFrom });
}
