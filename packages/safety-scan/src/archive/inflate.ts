import { constants, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";
import type { ByteSource } from "@airworthy/model-files";
import * as v from "valibot";
import { ScanProblem } from "../scan-problem.ts";
import { head } from "../sources.ts";

export type Compression = "deflate" | "zlib" | "gzip" | "zstd";

/** What is unpacked of one file altogether: more does not fit beside a build on a hosted runner. */
export const INFLATED_BYTES = 1024 * 1024 * 1024;

/** Enough to tell what it is. */
const HEAD_BYTES = 64 * 1024;

const UNPACK = { deflate: inflateRawSync, zlib: inflateSync, gzip: gunzipSync, zstd: zstdDecompressSync } as const;

/**
 * Unpacks a whole stream. Throws a ScanProblem where it is damaged, where anything but zeros follows it, or where it is
 * longer than the budget, which it is taken from.
 */
export async function inflateAll(packed: ByteSource, method: Compression, budget: { bytes: number }): Promise<Buffer> {
  const limit = budget.bytes;
  if (packed.size > limit) throw tooLong(limit);
  const content = await packed.read(0, packed.size);
  const { buffer, engine } = unpack(content, method, limit);
  budget.bytes -= buffer.length;
  // Python's gzip passes over zeros and unpacks what follows them; other readers end here.
  if (content.subarray(engine.bytesWritten).some((byte) => byte !== 0)) {
    throw new ScanProblem("archive-extra-bytes", "Bytes stand behind the end of the compressed data");
  }
  return buffer;
}

/**
 * A deflated member of a ZIP archive: its first bytes cost little, all others the unpacking of the whole, which happens
 * once, on demand, and only if it is as long as the archive says.
 */
export function inflatedMember(
  packed: ByteSource,
  size: number,
  method: Compression,
  budget: { bytes: number },
): ByteSource {
  let start: Buffer | undefined;
  let whole: Promise<Buffer> | undefined;
  return {
    size,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size)
        throw new RangeError(`${offset} + ${length} of ${size} bytes`);
      if (offset + length <= HEAD_BYTES && size > HEAD_BYTES && method === "deflate") {
        start ??= unpackStart(await head(packed, HEAD_BYTES));
        if (offset + length <= start.length) return start.subarray(offset, offset + length);
      }
      whole ??= inflateExactly(packed, size, method, budget);
      return (await whole).subarray(offset, offset + length);
    },
  };
}

async function inflateExactly(
  packed: ByteSource,
  size: number,
  method: Compression,
  budget: { bytes: number },
): Promise<Buffer> {
  if (size > budget.bytes) throw tooLong(budget.bytes);
  const bytes = await inflateAll(packed, method, budget);
  if (bytes.length === size) return bytes;
  throw new ScanProblem("archive-disagrees", `Unpacks to ${bytes.length} bytes; the archive says ${size}`);
}

/** As much as the first packed bytes give. */
function unpackStart(packed: Uint8Array): Buffer {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    throw damaged();
  }
}

/** What Node gives with the option "info": how much of the input was taken is the engine's to say. */
const unpackedSchema = v.object({
  buffer: v.instance(Buffer),
  engine: v.object({ bytesWritten: v.number() }),
});

function unpack(packed: Uint8Array, method: Compression, limit: number): v.InferOutput<typeof unpackedSchema> {
  try {
    const options = { maxOutputLength: Math.max(1, limit), info: true };
    return v.parse(unpackedSchema, UNPACK[method](packed, options));
  } catch (cause) {
    if (cause instanceof v.ValiError) throw cause;
    const isTooLong = cause instanceof RangeError;
    throw isTooLong ? tooLong(limit) : damaged();
  }
}

function damaged(): ScanProblem {
  return new ScanProblem("malformed-archive", "The compressed data is damaged");
}

function tooLong(limit: number): ScanProblem {
  return new ScanProblem("could-not-be-scanned", `Unpacks to more than the ${limit} bytes that are left to unpack`);
}
