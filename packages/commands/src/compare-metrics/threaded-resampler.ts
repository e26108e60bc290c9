import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type Draws, drawRows, type MetricContext, type Resampler, type RowDrawing } from "@airworthy/comparison";
import { type ResampleShare, shareDrawing } from "./resample-share.ts";

/** Rows looked at by a metric on one side. Below this, about half a second, starting threads takes longer than they save. */
const WORTH_THREADS_VISITS = 50_000_000;
/** About a tenth of a second: so long may an interruption wait, and a thread at the end for another. */
const BLOCK_VISITS = 10_000_000;
/** More gain little: they all read from the same memory. */
const MOST_THREADS = 8;
/** What all threads together may take, and about what each takes a row: its weights, and a metric made ready on two sides. */
const MOST_BYTES = 256 * 1024 * 1024;
const BYTES_A_ROW = 48;

const WORKER = new URL(
  import.meta.url.endsWith(".ts") ? "./resample-worker.ts" : "./resample-worker.js",
  import.meta.url,
);

/**
 * Draws rows here, or where that takes long on as many threads as there are processors and memory for. `context` is what the
 * metrics were parsed with. Rejects with the signal's reason when it is aborted; no thread runs on after that.
 */
export function threadedResampler(signal: AbortSignal, context: MetricContext): Resampler {
  return {
    run: async (drawing) => {
      const visits = 2 * drawing.rows.length * drawing.draws;
      const block = Math.max(1, Math.floor(BLOCK_VISITS / (2 * drawing.rows.length)));
      const threads = visits < WORTH_THREADS_VISITS ? 1 : threadsFor(drawing, block);
      return threads === 1
        ? await drawHere(drawing, block, signal)
        : await drawOnThreads(shareDrawing(drawing, context, block), threads, signal);
    },
  };
}

function threadsFor({ rows, draws }: RowDrawing, block: number): number {
  const affordable = Math.max(1, Math.floor(MOST_BYTES / (BYTES_A_ROW * rows.length)));
  return Math.min(availableParallelism(), MOST_THREADS, Math.ceil(draws / block), affordable);
}

async function drawHere(drawing: RowDrawing, block: number, signal: AbortSignal): Promise<Draws> {
  const draw = drawRows(drawing);
  const candidate = new Float64Array(drawing.draws);
  const baseline = drawing.baseline === null ? null : new Float64Array(drawing.draws);
  for (let from = 0; from < drawing.draws; from += block) {
    // Nothing else here ever waits, so without this no interruption would come through.
    await setImmediate();
    signal.throwIfAborted();
    const drawn = draw(from, Math.min(from + block, drawing.draws));
    candidate.set(drawn.candidate, from);
    if (drawn.baseline !== null) baseline?.set(drawn.baseline, from);
  }
  return { candidate, baseline };
}

async function drawOnThreads(share: ResampleShare, threads: number, signal: AbortSignal): Promise<Draws> {
  signal.throwIfAborted();
  const workers = Array.from({ length: threads }, () => new Worker(WORKER, { workerData: share }));
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    await Promise.race([stopped.promise, Promise.all(workers.map(ended))]);
  } finally {
    signal.removeEventListener("abort", stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  // No longer shared: nothing can change them any more.
  return { candidate: share.candidate.slice(), baseline: share.baseline?.slice() ?? null };
}

/** Waits for a thread to have taken its last block. */
function ended(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a thread that resampled ended with ${code}`));
    });
  });
}
