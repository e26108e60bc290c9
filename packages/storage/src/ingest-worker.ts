import { parentPort } from "node:worker_threads";
import { UserError } from "@airworthy/evidence";
import { allocateBlock } from "./hash-blocks.ts";
import { type Ingested, type IngestTask, ingestFile } from "./ingest.ts";

/** What a worker says: bytes read, a file done with the bytes not told of yet, or why it could not be. An Error would lose its class on the way. */
export type WorkerReport =
  | { readonly kind: "bytes"; readonly count: number }
  | { readonly kind: "done"; readonly ingested: Ingested; readonly untold: number }
  | { readonly kind: "failed"; readonly message: string; readonly remedy: string | null; readonly user: boolean };

/** Often enough for a progress bar, seldom enough that the other threads lose no time over it. */
const TOLD_BYTES = 16 * 1024 * 1024;

const buffer = allocateBlock();

parentPort?.on("message", async (task: IngestTask) => {
  try {
    let untold = 0;
    const tell = (count: number) => {
      untold += count;
      if (untold < TOLD_BYTES) return;
      report({ kind: "bytes", count: untold });
      untold = 0;
    };
    const ingested = await ingestFile(task, buffer, tell);
    report({ kind: "done", ingested, untold });
  } catch (error) {
    const user = error instanceof UserError;
    const message = user ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error);
    report({ kind: "failed", message, remedy: user ? (error.remedy ?? null) : null, user });
  }
});

function report(message: WorkerReport): void {
  parentPort?.postMessage(message);
}
