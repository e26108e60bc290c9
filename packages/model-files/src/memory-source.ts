import type { ByteSource } from "./byte-source.ts";

/** Bytes that are in memory already, such as a small file's or an archive member's. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > bytes.length) {
        throw new RangeError(`${length} bytes from ${offset} were asked for; there are ${bytes.length}`);
      }
      return bytes.subarray(offset, offset + length);
    },
  };
}
