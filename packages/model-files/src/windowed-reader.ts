import { UserError } from "@airworthy/evidence";
import type { ByteSource } from "./byte-source.ts";

/** Small, because what lies between two things of interest is mostly weights. */
const WINDOW_BYTES = 16 * 1024;

/** Several times what the largest vocabularies and graphs in use have (some 100,000 nodes); a hostile file may have billions. */
const MAX_STEPS = 5_000_000;

/** Reads small pieces of a file from anywhere in it, a window at a time; what is skipped is never read. */
export class WindowedReader {
  readonly where: string;
  readonly size: number;
  readonly #source: ByteSource;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;
  #steps = 0;

  /** `where` names the file in messages. */
  constructor(source: ByteSource, where: string) {
    this.where = where;
    this.size = source.size;
    this.#source = source;
  }

  /** The bytes [at, at + length), to be used before the next read. Throws a UserError where the file ends before. */
  bytes(at: number, length: number): Uint8Array | Promise<Uint8Array> {
    const start = at - this.#windowStart;
    if (start >= 0 && start + length <= this.#window.length) return this.#window.subarray(start, start + length);
    return this.#load(at, length);
  }

  /** Counts one thing read. Throws a UserError where a file has more of them than any model. */
  step(at: number): void {
    if (++this.#steps > MAX_STEPS) throw this.problem(at, `more than ${MAX_STEPS} entries; no model has as many`);
  }

  /** What is wrong at a byte of the file. */
  problem(at: number, what: string): UserError {
    return new UserError(`${this.where}, byte ${at}: ${what}`);
  }

  async #load(at: number, length: number): Promise<Uint8Array> {
    if (length > this.size - at) {
      throw this.problem(at, `${length} bytes were expected, but the file has ${this.size} bytes: it is cut short`);
    }
    const wanted = Math.min(Math.max(length, WINDOW_BYTES), this.size - at);
    const read = await this.#source.read(at, wanted);
    if (read.length !== wanted) throw this.problem(at, `${wanted} bytes were asked for and ${read.length} were read`);
    this.#window = read;
    this.#windowStart = at;
    return read.subarray(0, length);
  }
}
