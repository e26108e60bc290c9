import type { ByteReader } from "./record-feed.ts";

/** Reads from chunks of bytes that come one after the other. Whoever stops before their end disposes of it. */
export class ChunkReader implements ByteReader, AsyncDisposable {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async read(into: Uint8Array, start: number): Promise<number> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) return 0;
      this.#rest = next.value;
    }
    const part = this.#rest.subarray(0, into.length - start);
    into.set(part, start);
    this.#rest = this.#rest.subarray(part.length);
    return part.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#chunks.return?.();
  }
}
