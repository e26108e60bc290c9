import { resolve } from "node:path";
import type { Collected, EventSource, SignalQuery } from "@airworthy/signals";
import { collectedUnits } from "./collected-units.ts";
import type { EventBatch } from "./event-batch.ts";
import { EventFold } from "./event-fold.ts";
import type { Threading } from "./event-sink.ts";
import type { FileContent } from "./event-taker.ts";
import { BY_MACHINE } from "./take-blocks.ts";
import { type EventFile, takeEvents } from "./take-events.ts";
import { Units } from "./units.ts";

export interface EventFiles {
  readonly exposures: readonly EventFile[];
  readonly outcomes: readonly EventFile[];
}

/**
 * Events in files: JSON Lines (`.jsonl`, `.ndjson`) and CSV (`.csv`), each also with `.gz` behind it, and Parquet (`.parquet`, `.pq`).
 * A file may be given for both: there a row with the flag's column (or where none is asked for, the variant's) is an exposure, and
 * one with the event's column an outcome. Files are read once, those for both a second time where an outcome was judged before
 * its unit's first exposure was read. Memory holds some hundred bytes a unit, and 11 to 16 an event where these have ids. Null, and
 * in CSV an empty cell, is as if the column were not there. `onBytes` hears of every read: the number of bytes.
 */
export function eventFiles(
  files: EventFiles,
  onBytes: (count: number) => void = () => {},
  threading: Threading = BY_MACHINE,
): EventSource {
  return { collect: (query) => new Collection(query, onBytes, threading).collect(files) };
}

class Collection {
  readonly #query: SignalQuery;
  readonly #onBytes: (count: number) => void;
  readonly #threading: Threading;
  readonly #units: Units;
  readonly #fold: EventFold;

  constructor(query: SignalQuery, onBytes: (count: number) => void, threading: Threading) {
    this.#query = query;
    this.#onBytes = onBytes;
    this.#threading = threading;
    this.#units = new Units(query);
    this.#fold = new EventFold(query, this.#units);
  }

  async collect(files: EventFiles): Promise<Collected> {
    const { exposures, both, outcomes } = byContent(files);
    await this.#take(exposures, "exposures");
    const read = await this.#take(both, "both");
    const isOutdated = this.#units.isOutdated;
    this.#units.settle();
    if (isOutdated) {
      this.#fold.isAgain = true;
      await this.#take(both, "both");
      this.#fold.isAgain = false;
      for (const { path, source } of read) await source.checkUnchanged(path);
    }
    await this.#take(outcomes, "outcomes");
    return collectedUnits(this.#query, this.#units, this.#fold.tally);
  }

  async #take(files: readonly EventFile[], content: FileContent) {
    const sink = {
      query: this.#query,
      content,
      threading: this.#threading,
      onBatch: (batch: EventBatch) => this.#fold.add(batch),
      onBytes: this.#onBytes,
    };
    const read = [];
    for (const file of files) {
      this.#fold.tally.startFile();
      read.push({ path: file.path, source: await takeEvents(file, sink) });
    }
    return read;
  }
}

/** The same file once, wherever it is given. */
function byContent(files: EventFiles) {
  const byPath = (some: readonly EventFile[]) => new Map(some.map((file) => [resolve(file.path), file]));
  const exposures = byPath(files.exposures);
  const outcomes = byPath(files.outcomes);
  return {
    exposures: [...exposures].flatMap(([path, file]) => (outcomes.has(path) ? [] : [file])),
    both: [...exposures].flatMap(([path, file]) => (outcomes.has(path) ? [file] : [])),
    outcomes: [...outcomes].flatMap(([path, file]) => (exposures.has(path) ? [] : [file])),
  };
}
