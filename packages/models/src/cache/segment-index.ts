import { HashIndex } from "../lookup/hash-index.ts";
import { type LineFile, LongLineError } from "../lookup/line-file.ts";
import type { Prediction } from "../predictor.ts";
import { type CacheKey, hashOfKey } from "./cache-key.ts";
import { hasKey, keyOfWholeLine, looksLikeLine, parseLine } from "./cache-line.ts";

/** The lines of several segments by their keys: some 40 bytes of memory each, whatever they hold. */
export class SegmentIndex implements Disposable {
  readonly #index = new HashIndex();
  /** Each with the number of its first line among all. */
  readonly #segments: { readonly file: LineFile; readonly first: number }[] = [];
  #ignored = 0;

  /** Lines that are none of ours, or damaged, as far as they were met. */
  get ignored(): number {
    return this.#ignored;
  }

  /** Takes a segment over, and its lines in. */
  async add(file: LineFile, signal?: AbortSignal): Promise<void> {
    const first = this.addEmpty(file);
    try {
      await file.scan((line, number) => {
        const hash = looksLikeLine(line) ? hashOfKey(line) : null;
        if (hash !== null) this.#index.add(hash, first + number);
        else if (line.length > 0) this.#ignored++;
      }, signal);
    } catch (error) {
      if (!(error instanceof LongLineError)) throw error;
      this.#ignored++;
    }
  }

  /** Takes a segment over that has no lines yet. Only to the last one lines may be appended. Returns its first line's number. */
  addEmpty(file: LineFile): number {
    const first = this.#count;
    this.#segments.push({ file, first });
    return first;
  }

  /** Says that lines were appended to the last segment, under these keys. */
  appended(keys: readonly CacheKey[]): void {
    const first = this.#count - keys.length;
    for (const [at, { hash }] of keys.entries()) this.#index.add(hash, first + at);
  }

  find(key: CacheKey): Prediction | null {
    return this.#findWhole(key)?.prediction ?? null;
  }

  /** The lines that are whole, each key's first. */
  *wholeLines(): Generator<string> {
    for (let entry = 0; entry < this.#count; entry++) {
      const line = this.#line(entry);
      const text = line === null ? null : keyOfWholeLine(line);
      const hash = line === null ? null : hashOfKey(line);
      if (line === null || text === null || hash === null) continue;
      const whole = line.toString();
      if (this.#findWhole({ text, hash })?.entry === entry) yield whole;
    }
  }

  [Symbol.dispose](): void {
    for (const { file } of this.#segments) file[Symbol.dispose]();
  }

  get #count(): number {
    const last = this.#segments.at(-1);
    return last === undefined ? 0 : last.first + last.file.count;
  }

  #findWhole(key: CacheKey): { readonly entry: number; readonly prediction: Prediction } | null {
    for (const entry of this.#index.find(key.hash)) {
      const line = this.#line(entry);
      if (line === null || !hasKey(line, key.text)) continue;
      const prediction = parseLine(line, key.text);
      if (prediction !== null) return { entry, prediction };
      this.#ignored++;
    }
    return null;
  }

  /** A line by its number among all; null where there is none, or its file lost it. */
  #line(entry: number): Buffer | null {
    const holder = this.#segments.findLast(({ first }) => first <= entry);
    return holder?.file.read(entry - holder.first) ?? null;
  }
}
