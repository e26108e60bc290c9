import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UserError } from "@airworthy/evidence";
import type { FileSource } from "./file-source.ts";

/**
 * What is left of a gzip file, decompressed, in chunks. Whatever it decompresses to, only some chunks are held. Throws a UserError
 * that names the file where it cannot be read or is no whole gzip file.
 */
export async function* gunzip(source: FileSource): AsyncGenerator<Uint8Array> {
  let given = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.chunks()) {
      given += chunk.length;
      yield chunk;
    }
  }
  const decompressor = createGunzip();
  const compressed = Readable.from(counted(), { objectMode: false });
  // The iteration below hears of every error; the callback is only asked for by the signature.
  const bytes = pipeline(compressed, decompressor, () => {});
  try {
    for await (const chunk of bytes) yield chunk;
  } catch (error) {
    throw isZlibError(error) ? damaged(source.name, error.message) : error;
  }
  // The decompressor stops without a word at what is no further member: rows might be missing.
  if (decompressor.bytesWritten < given) throw damaged(source.name, "something else follows the compressed data");
}

function damaged(name: string, reason: string): UserError {
  return new UserError(`${name} cannot be decompressed: ${reason}`, {
    remedy: "Its name ends in .gz: write it with gzip, or give it another name.",
  });
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}
