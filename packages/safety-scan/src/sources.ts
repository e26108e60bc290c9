import type { ByteSource } from "@airworthy/model-files";

/** A part of another source; what lies beyond it cannot be read. */
export function sliceSource(source: ByteSource, start: number, size: number): ByteSource {
  checkRange(source.size, start, size);
  return {
    size,
    read: (offset, length) => {
      checkRange(size, offset, length);
      return source.read(start + offset, length);
    },
  };
}

/** The first bytes, as many as there are up to `length`. */
export function head(source: ByteSource, length: number): Promise<Uint8Array> {
  return source.read(0, Math.min(length, source.size));
}

function checkRange(size: number, offset: number, length: number): void {
  if (offset < 0 || length < 0 || offset + length > size) {
    throw new RangeError(`bytes ${offset} to ${offset + length} were asked of ${size}`);
  }
}
