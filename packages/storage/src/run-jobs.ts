import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { UserError } from "@airworthy/evidence";
import { type Algorithm, type BlockHasher, createHasher } from "./block-hasher.ts";
import type { HashWork } from "./hash-worker.ts";
import type { OnBytes } from "./read-blocks.ts";
import { createRing } from "./ring.ts";
import type { JobReport, JobShare } from "./serve-jobs.ts";

/** Below this, starting threads (some 40 ms) takes longer than they save. */
const WORTH_THREADS_BYTES = 64 * 1024 * 1024;
/** More would wait for the disk, and each takes some 15 MB of memory. */
const MOST_THREADS = 8;

const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** What is done with each file. */
export interface JobKind<T, R> {
  /** The worker, beside this file, that serves the same `perform`. */
  readonly worker: string;
  readonly algorithm: Algorithm;
  readonly perform: (task: T, hasher: BlockHasher, onBytes: OnBytes) => R;
}

/**
 * Does files, several at once on as many threads as there are processors; the answers are in the order of the tasks. A
 * file that is more than half of all is read by one thread and hashed by another. The first error stops all. Throws the
 * signal's reason when it is aborted; no thread runs on after that.
 */
export async function runJobs<T extends { readonly size: number }, R>(
  kind: JobKind<T, R>,
  tasks: readonly T[],
  onBytes: OnBytes,
  signal: AbortSignal,
): Promise<readonly R[]> {
  const size = tasks.reduce((sum, task) => sum + task.size, 0);
  return size < WORTH_THREADS_BYTES
    ? await runHere(kind, tasks, onBytes, signal)
    : await runOnThreads(kind, tasks, onBytes, signal);
}

async function runHere<T, R>(
  { algorithm, perform }: JobKind<T, R>,
  tasks: readonly T[],
  onBytes: OnBytes,
  signal: AbortSignal,
): Promise<readonly R[]> {
  const hasher = createHasher(algorithm);
  const results: R[] = [];
  for (const task of tasks) {
    // Nothing else here ever waits, so without this no interruption and no progress would come through.
    await setImmediate();
    signal.throwIfAborted();
    const result = perform(task, hasher, (count) => {
      onBytes(count);
      signal.throwIfAborted();
    });
    results.push(result);
  }
  return results;
}

async function runOnThreads<T extends { readonly size: number }, R>(
  kind: JobKind<T, R>,
  tasks: readonly T[],
  onBytes: OnBytes,
  signal: AbortSignal,
): Promise<readonly R[]> {
  signal.throwIfAborted();
  const shares = shareOut(tasks, kind.algorithm);
  const workers = shares.map((share) => new Worker(workerUrl(kind.worker), { workerData: share }));
  const rings = shares.flatMap(({ ring, algorithm }) => (ring === null ? [] : [{ ring, algorithm }]));
  const hashers = rings.map((work: HashWork) => new Worker(workerUrl("hash-worker"), { workerData: work }));
  const results = new Map<number, R>();
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    for (const hasher of hashers) hasher.on("error", stopped.reject);
    await Promise.race([stopped.promise, Promise.all(workers.map((worker) => collect(worker, results, onBytes)))]);
  } finally {
    signal.removeEventListener("abort", stop);
    await Promise.all([...workers, ...hashers].map((worker) => worker.terminate()));
  }
  if (results.size !== tasks.length) throw new Error("threads ended before all files were done");
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

/** A share for each thread. They take their tasks from one queue, so that none is idle while another has work left. */
function shareOut<T extends { readonly size: number }>(tasks: readonly T[], algorithm: Algorithm): JobShare<T>[] {
  const processors = availableParallelism();
  const queue = tasks.map((task, index) => ({ task, index }));
  // The largest first, so that no thread is left alone with a large one at the end.
  queue.sort((a, b) => b.task.size - a.task.size);
  const size = tasks.reduce((sum, task) => sum + task.size, 0);
  const hasGiant = (queue[0]?.task.size ?? 0) > size / 2;
  const ring = hasGiant && processors > 1 ? createRing() : null;
  const next = new Int32Array(new SharedArrayBuffer(4)).fill(ring === null ? 0 : 1);
  const count = Math.min(processors, tasks.length, MOST_THREADS);
  return Array.from({ length: count }, (_, thread) => ({ queue, next, algorithm, ring: thread === 0 ? ring : null }));
}

function workerUrl(name: string): URL {
  return new URL(`./${name}${ENDING}`, import.meta.url);
}

/** Waits for a thread to do its share. */
function collect<R>(worker: Worker, results: Map<number, R>, onBytes: OnBytes): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("error", reject).on("exit", () => reject(new Error("a thread ended before its files were done")));
    worker.on("message", (report: JobReport<R>) => {
      if (report.kind === "failed") return reject(errorOf(report));
      onBytes(report.bytes);
      for (const { index, result } of report.done) results.set(index, result);
      if (report.kind === "finished") resolve();
    });
  });
}

/** Errors lose their class on the way between threads. */
function errorOf(report: Extract<JobReport<unknown>, { kind: "failed" }>): Error {
  if (!report.user) return new Error(report.message);
  return new UserError(report.message, report.remedy === null ? {} : { remedy: report.remedy });
}
