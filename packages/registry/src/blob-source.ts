import { createHash } from "node:crypto";
import { UserError } from "@airworthy/evidence";

/** A blob to push. */
export interface BlobSource {
  /** For messages: the file's path, say. */
  readonly label: string;
  /** In bytes. */
  readonly size: number;
  /** Of the content, in lower-case hexadecimal, where it is known; without it, the content is read once all the same. */
  readonly sha256: string | null;
  /** The content from its start. Called again only where an upload has to begin anew. A piece is not kept. */
  open(): AsyncIterable<Uint8Array>;
}

/** Reads a source once: in chunks or as it comes, hashing on the way, and holding it to its size and digest. */
export interface SourceReader extends AsyncDisposable {
  /** Whether all was read. */
  readonly isAtEnd: boolean;
  /** The next chunk, as large as the buffer but for the last: a view of it, valid until the next call. */
  nextChunk(): Promise<Uint8Array>;
  /** All that is left, as it comes. */
  rest(): AsyncIterable<Uint8Array>;
  /** Of all that was read. Throws a UserError where the source is not what it was said to be. */
  sha256(): string;
}

export function readSource(source: BlobSource, chunkBytes: number): SourceReader {
  const hash = createHash("sha256");
  const pieces = source.open()[Symbol.asyncIterator]();
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, source.size));
  let left = source.size;
  let pending: Uint8Array = new Uint8Array();
  let digest: string | null = null;

  /** The next piece of the source, never more than it should have; null at its end. */
  async function nextPiece(): Promise<Uint8Array | null> {
    const { value, done } = await pieces.next();
    if (done) {
      if (left > 0) throw changed(source);
      return null;
    }
    if (value.byteLength > left) throw changed(source);
    left -= value.byteLength;
    hash.update(value);
    return value;
  }

  /** One that goes on after its size is not the file that was listed. */
  async function checkEnd(): Promise<void> {
    while ((await nextPiece()) !== null);
  }

  return {
    get isAtEnd() {
      return left === 0 && pending.byteLength === 0;
    },
    async nextChunk() {
      let filled = 0;
      while (filled < buffer.byteLength) {
        if (pending.byteLength === 0) pending = (await nextPiece()) ?? pending;
        if (pending.byteLength === 0 && left === 0) break;
        const part = pending.subarray(0, buffer.byteLength - filled);
        buffer.set(part, filled);
        filled += part.byteLength;
        pending = pending.subarray(part.byteLength);
      }
      if (left === 0 && pending.byteLength === 0) await checkEnd();
      return buffer.subarray(0, filled);
    },
    async *rest() {
      if (pending.byteLength > 0) yield pending;
      pending = new Uint8Array();
      for (let piece = await nextPiece(); piece !== null; piece = await nextPiece()) yield piece;
    },
    sha256() {
      digest ??= hash.digest("hex");
      if (left > 0 || (source.sha256 !== null && digest !== source.sha256)) throw changed(source);
      return digest;
    },
    async [Symbol.asyncDispose]() {
      await pieces.return?.();
    },
  };
}

function changed(source: BlobSource): UserError {
  return new UserError(`${source.label} changed while it was being pushed`, {
    remedy: "Push the model when nothing writes to it any more.",
  });
}
