import type { SignalQuery } from "@airworthy/signals";
import type { EventBatch } from "./event-batch.ts";
import type { FileContent } from "./event-taker.ts";

/** What is done with the events of files. */
export interface EventSink {
  readonly query: SignalQuery;
  readonly content: FileContent;
  readonly threading: Threading;
  /** Is given the events bit by bit in the order of the file. */
  readonly onBatch: (batch: EventBatch) => void;
  /** Hears of every read: the number of bytes. */
  readonly onBytes: (count: number) => void;
}

/** How files of JSON Lines are read by several threads. */
export interface Threading {
  /** 1 or fewer for none beside the main thread. */
  readonly threads: number;
  /** Files of fewer bytes than two blocks are read by the main thread alone. */
  readonly blockBytes: number;
}
