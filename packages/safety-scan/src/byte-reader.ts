import type { ByteSource } from "@airworthy/model-files";

/** Read ahead at first, since most of what is tried turns out to be something else at once, and at most. */
const FIRST_WINDOW = 8 * 1024;
const WINDOW = 256 * 1024;

/** Reads a source from front to back through a window, so that what is skipped is never read. */
export class ByteReader {
  readonly source: ByteSource;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;
  #ahead = FIRST_WINDOW;
  #position: number;

  constructor(source: ByteSource, position = 0) {
    this.source = source;
    this.#position = position;
  }

  /** Of the next byte, from the start of the source. */
  get position(): number {
    return this.#position;
  }

  get left(): number {
    return this.source.size - this.#position;
  }

  /** How many of the next bytes are at hand without waiting. */
  get ready(): number {
    return Math.max(0, this.#windowStart + this.#window.length - this.#position);
  }

  /** Makes the next `length` bytes ready, or as many as there are. */
  async prepare(length: number): Promise<void> {
    if (this.ready >= Math.min(length, this.left)) return;
    const size = Math.min(Math.max(length, this.#ahead), this.left);
    this.#ahead = Math.min(2 * this.#ahead, WINDOW);
    const bytes = await this.source.read(this.#position, size);
    this.#window = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#windowStart = this.#position;
  }

  /** The next bytes, as many as are ready, without moving on. Not a copy. */
  peek(length: number): Buffer {
    const start = Math.max(0, this.#position - this.#windowStart);
    return this.#window.subarray(start, start + length);
  }

  skip(length: number): void {
    this.#position += length;
  }
}
