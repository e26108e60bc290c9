import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import type { Compressors } from "hyparquet";
import { decompressLz4, decompressLz4Raw } from "hyparquet-compressors";

/**
 * What Parquet's pages are compressed with; Snappy is hyparquet's own. A page that unpacks to more than it declares is an
 * error: no more than that is held.
 */
export const COMPRESSORS: Compressors = {
  GZIP: (page, length) => gunzipSync(page, limitedTo(length)),
  BROTLI: (page, length) => brotliDecompressSync(page, limitedTo(length)),
  ZSTD: (page, length) => zstdDecompressSync(page, limitedTo(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

/** zlib takes no limit of 0, which a page without values declares. */
function limitedTo(length: number) {
  return { maxOutputLength: Math.max(1, length) };
}
