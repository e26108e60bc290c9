import { parentPort, workerData } from "node:worker_threads";
import { UserError } from "@airworthy/evidence";
import { type Algorithm, type BlockHasher, createHasher } from "./block-hasher.ts";
import type { OnBytes } from "./read-blocks.ts";
import { ringHasher } from "./ring.ts";

/** What a thread is started with. */
export interface JobShare<T> {
  /** All tasks, for all threads, each with its place among the answers. */
  readonly queue: readonly { readonly task: T; readonly index: number }[];
  /** One number that the threads share: how many tasks were taken. */
  readonly next: Int32Array<SharedArrayBuffer>;
  readonly algorithm: Algorithm;
  /** To another thread that hashes the first task's file, which is for this thread then. */
  readonly ring: SharedArrayBuffer | null;
}

/** What a thread says: bytes read and tasks done since the last time, or why a task could not be. */
export type JobReport<R> =
  | {
      readonly kind: "progress" | "finished";
      readonly bytes: number;
      readonly done: readonly { readonly index: number; readonly result: R }[];
    }
  | { readonly kind: "failed"; readonly message: string; readonly remedy: string | null; readonly user: boolean };

/** Often enough for a progress bar, seldom enough that the threads lose no time over it. */
const TOLD_BYTES = 16 * 1024 * 1024;

/** The whole life of a worker: does its share of tasks, one after the other. */
export function serveJobs<T, R>(perform: (task: T, hasher: BlockHasher, onBytes: OnBytes) => R): void {
  const share: JobShare<T> = workerData;
  let bytes = 0;
  let done: { index: number; result: R }[] = [];
  const report = (kind: "progress" | "finished") => {
    send<R>({ kind, bytes, done });
    bytes = 0;
    done = [];
  };
  const onBytes = (count: number) => {
    bytes += count;
    if (bytes >= TOLD_BYTES) report("progress");
  };
  const doJob = (at: number, hasher: BlockHasher) => {
    const job = share.queue[at];
    if (job === undefined) return;
    // On the way, `done` may be reported and begun anew.
    const result = perform(job.task, hasher, onBytes);
    done.push({ index: job.index, result });
  };
  try {
    // There is a ring for the first task alone; whoever has none finds it taken.
    if (share.ring !== null) doJob(0, ringHasher(share.ring));
    const hasher = createHasher(share.algorithm);
    for (let at = take(share.next); at < share.queue.length; at = take(share.next)) doJob(at, hasher);
    report("finished");
  } catch (error) {
    const user = error instanceof UserError;
    const message = user ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error);
    send<R>({ kind: "failed", message, remedy: user ? (error.remedy ?? null) : null, user });
  }
}

function take(next: Int32Array<SharedArrayBuffer>): number {
  return Atomics.add(next, 0, 1);
}

function send<R>(report: JobReport<R>): void {
  parentPort?.postMessage(report);
}
