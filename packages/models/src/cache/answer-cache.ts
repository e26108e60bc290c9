import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { LineFile, MAX_LINE_BYTES } from "../lookup/line-file.ts";
import type { Prediction, Question } from "../predictor.ts";
import { type CacheKey, cacheKey } from "./cache-key.ts";
import { formatLine } from "./cache-line.ts";
import { mergeSegments } from "./merge-segments.ts";
import { SegmentIndex } from "./segment-index.ts";
import { createSegment, listSegments, sweep } from "./segments.ts";

/** A twentieth of the 10 GB that GitHub keeps of a repository's caches. */
export const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;
const SCOPE_CHARACTERS = 32;

export interface CachePlace {
  /** Absolute. Several models, and processes, may share it. */
  readonly folder: string;
  /** What decides answers besides the input. */
  readonly scope: string;
  /** Of the whole folder. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** An answer that is to be kept. */
export interface CacheEntry {
  readonly key: CacheKey;
  readonly prediction: Prediction;
}

/**
 * Predictions that were made before, kept in files between runs. Each process adds to a file of its own, line by line, and
 * reads those of all; each line has a checksum and its whole key, so that a torn, damaged or foreign one is never an answer.
 */
export class AnswerCache implements Disposable {
  readonly #folder: string;
  readonly #place: CachePlace;
  readonly #index: SegmentIndex;
  #own: LineFile | null = null;
  #warning: string | null = null;

  private constructor(folder: string, place: CachePlace, index: SegmentIndex) {
    this.#folder = folder;
    this.#place = place;
    this.#index = index;
  }

  /** Throws a UserError where the folder cannot be used, or the signal's reason. */
  static async open(place: CachePlace): Promise<AnswerCache> {
    const folder = join(place.folder, sha256(place.scope).slice(0, SCOPE_CHARACTERS));
    using index = new DisposableStack();
    const segments = index.use(new SegmentIndex());
    try {
      await mkdir(folder, { recursive: true });
      const now = Date.now();
      await sweep(place.folder, place.maxBytes, now);
      await mergeSegments(folder, now, place.signal);
      for (const { path } of await listSegments(folder)) await segments.add(new LineFile(path), place.signal);
    } catch (cause) {
      place.signal?.throwIfAborted();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UserError(`the cache ${place.folder} cannot be used: ${reason}`, { cause });
    }
    index.move();
    return new AnswerCache(folder, place, segments);
  }

  /** Lines that were met and not trusted. */
  get ignored(): number {
    return this.#index.ignored;
  }

  /** Why nothing is kept any more; null while all is well. */
  get warning(): string | null {
    return this.#warning;
  }

  key(question: Question): CacheKey {
    return cacheKey(this.#place.scope, question);
  }

  find(key: CacheKey): Prediction | null {
    return this.#index.find(key);
  }

  /** Keeps answers, at once and for other processes too. Where that cannot be done, `warning` says so. */
  keep(entries: readonly CacheEntry[]): void {
    if (this.#warning !== null) return;
    const lines: string[] = [];
    const keys: CacheKey[] = [];
    for (const { key, prediction } of entries) {
      const line = formatLine(key.text, prediction);
      if (Buffer.byteLength(line) > MAX_LINE_BYTES) continue;
      lines.push(line);
      keys.push(key);
    }
    if (lines.length === 0) return;
    try {
      const own = this.#ownSegment();
      own.append(lines);
      this.#index.appended(keys);
      if (own.size > this.#place.maxBytes) this.#warning = `the cache ${this.#place.folder} is full`;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#warning = `the cache ${this.#place.folder} cannot be written: ${reason}`;
    }
  }

  [Symbol.dispose](): void {
    this.#index[Symbol.dispose]();
  }

  /** Made when there is something to keep: a run that asks nothing leaves no file. */
  #ownSegment(): LineFile {
    if (this.#own !== null) return this.#own;
    const own = createSegment(this.#folder);
    this.#own = own;
    this.#index.addEmpty(own);
    return own;
  }
}
