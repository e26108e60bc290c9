import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { UserError } from "@airworthy/evidence";
import { allocateBlock, type OnBytes } from "./hash-blocks.ts";
import { type Ingested, type IngestTask, ingestFile } from "./ingest.ts";
import type { WorkerReport } from "./ingest-worker.ts";

/** Below this, starting threads (some 40 ms) takes longer than they save. */
const WORTH_THREADS_BYTES = 64 * 1024 * 1024;
/** More would wait for the disk, and each takes some 15 MB of memory. */
const MOST_THREADS = 8;

const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./ingest-worker.ts" : "./ingest-worker.js", import.meta.url);

/**
 * Takes files in, several at once on as many threads as there are processors; the answers are in the order of the tasks.
 * The first error stops all. Throws the signal's reason when it is aborted; no thread runs on after that.
 */
export async function ingestAll(
  tasks: readonly IngestTask[],
  onBytes: OnBytes,
  signal: AbortSignal,
): Promise<readonly Ingested[]> {
  const threads = Math.min(availableParallelism(), tasks.length, MOST_THREADS);
  const size = tasks.reduce((sum, task) => sum + task.size, 0);
  return threads > 1 && size >= WORTH_THREADS_BYTES
    ? await ingestOnThreads(tasks, onBytes, signal, threads)
    : await ingestHere(tasks, onBytes, signal);
}

async function ingestHere(
  tasks: readonly IngestTask[],
  onBytes: OnBytes,
  signal: AbortSignal,
): Promise<readonly Ingested[]> {
  const buffer = allocateBlock();
  const done: Ingested[] = [];
  for (const task of tasks) {
    const ingested = await ingestFile(task, buffer, (count) => {
      signal.throwIfAborted();
      onBytes(count);
    });
    signal.throwIfAborted();
    done.push(ingested);
  }
  return done;
}

async function ingestOnThreads(
  tasks: readonly IngestTask[],
  onBytes: OnBytes,
  signal: AbortSignal,
  threads: number,
): Promise<readonly Ingested[]> {
  // The largest first, so that no thread is left alone with a large one at the end.
  const queue = tasks.map((task, index) => ({ task, index })).sort((a, b) => a.task.size - b.task.size);
  const done = new Map<number, Ingested>();
  const workers = Array.from({ length: threads }, () => new Worker(WORKER));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          done.set(next.index, await runTask(worker, next.task, onBytes, signal));
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return [...done].sort(([a], [b]) => a - b).map(([, ingested]) => ingested);
}

function runTask(worker: Worker, task: IngestTask, onBytes: OnBytes, signal: AbortSignal): Promise<Ingested> {
  return new Promise((resolve, reject) => {
    const onMessage = (report: WorkerReport) => {
      if (report.kind === "bytes") onBytes(report.count);
      else if (report.kind === "failed") finish(() => reject(errorOf(report)));
      else {
        onBytes(report.untold);
        finish(() => resolve(report.ingested));
      }
    };
    const onError = (error: unknown) => finish(() => reject(error));
    const onExit = () => finish(() => reject(new Error("a thread ended before its file was done")));
    const onAbort = () => finish(() => reject(signal.reason));
    const finish = (settle: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      signal.removeEventListener("abort", onAbort);
      settle();
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    signal.addEventListener("abort", onAbort);
    if (signal.aborted) onAbort();
    else worker.postMessage(task);
  });
}

function errorOf(report: Extract<WorkerReport, { kind: "failed" }>): Error {
  if (!report.user) return new Error(report.message);
  return new UserError(report.message, report.remedy === null ? {} : { remedy: report.remedy });
}
