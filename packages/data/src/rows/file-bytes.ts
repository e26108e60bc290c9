import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UserError } from "@airworthy/evidence";
import { FileSource } from "../file-source.ts";

/**
 * A file's bytes in chunks, decompressed where its name ends in `.gz`. Whatever it decompresses to, only some chunks are held.
 * Throws a UserError that names the file where it cannot be read or is no whole gzip file.
 */
export async function* fileBytes(
  path: string,
  name: string,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  await using source = await FileSource.open(path, name, onBytes);
  if (path.toLowerCase().endsWith(".gz")) yield* gunzip(source);
  else yield* source.chunks();
}

async function* gunzip(source: FileSource): AsyncGenerator<Uint8Array> {
  const compressed = Readable.from(source.chunks(), { objectMode: false });
  // The iteration below hears of every error; the callback is only asked for by the signature.
  const bytes = pipeline(compressed, createGunzip(), () => {});
  try {
    for await (const chunk of bytes) yield chunk;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new UserError(`${source.name} cannot be decompressed: ${error.message}`, {
      remedy: "Its name ends in .gz: write it with gzip, or give it another name.",
      cause: error,
    });
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}
