import { Worker } from "node:worker_threads";
import type { SignalQuery } from "@airworthy/signals";
import type { Block } from "./block-reader.ts";
import type { FileContent } from "./event-taker.ts";

/** It makes few objects: a large room for new ones would only be memory. */
const YOUNG_MEGABYTES = 2;

/** What a worker is started with. */
export interface ScanJob {
  readonly path: string;
  readonly query: SignalQuery;
  readonly content: FileContent;
}

/** What it is asked: a block, and a buffer of an earlier batch to write over, so that their memory is not waited for to be freed. */
export interface BlockRequest {
  readonly block: Block;
  readonly spare: ArrayBuffer | null;
}

/** The buffer of a batch of so many events. */
export interface BlockReply {
  readonly events: ArrayBuffer;
  readonly count: number;
}

/** A thread that finds the events in blocks of a file of JSON Lines; see event-worker.ts. */
export class BlockWorker implements AsyncDisposable {
  /** The buffer of a batch that is done with. */
  spare: ArrayBuffer | null = null;
  readonly #worker: Worker;
  #settle: (reply: BlockReply | null) => void = () => {};
  #hasEnded = false;

  constructor(job: ScanJob) {
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    this.#worker = new Worker(new URL(`./event-worker.${extension}`, import.meta.url), {
      workerData: job,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    this.#worker.on("message", (reply: BlockReply | null) => this.#settle(reply));
    this.#worker.on("error", () => this.#settle(null));
    this.#worker.on("exit", () => {
      this.#hasEnded = true;
      this.#settle(null);
    });
  }

  /** The block's events, null where anything is wrong. One block at a time. */
  scan(block: Block): Promise<BlockReply | null> {
    if (this.#hasEnded) return Promise.resolve(null);
    const { promise, resolve } = Promise.withResolvers<BlockReply | null>();
    this.#settle = resolve;
    const request: BlockRequest = { block, spare: this.spare };
    this.#worker.postMessage(request, this.spare === null ? [] : [this.spare]);
    this.spare = null;
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
