import { FileSource } from "../bytes/file-source.ts";
import { gunzip } from "../bytes/gzip.ts";

/**
 * A file's bytes in chunks, decompressed where its name ends in `.gz`. Throws a UserError that names the file where it cannot be
 * read or is no whole gzip file.
 */
export async function* fileBytes(
  path: string,
  name: string,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  await using source = await FileSource.open(path, name, onBytes);
  yield* path.toLowerCase().endsWith(".gz") ? gunzip(source) : source.chunks();
}
