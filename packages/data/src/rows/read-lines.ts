import { fileBytes } from "./file-bytes.ts";
import type { RowOptions } from "./row.ts";
import { type Lines, textLines } from "./text-lines.ts";

/** A line may hold a whole test of a published suite: some ten thousand texts. */
const MAX_LINE_BYTES = 2 ** 26;

/**
 * The lines of a UTF-8 text file, decompressed where its name ends in `.gz`, some hundreds at a time. Throws a UserError that
 * names the file and, where there is one, the line.
 */
export function readLines(path: string, { name, onBytes }: RowOptions): AsyncIterable<Lines> {
  return textLines(name, fileBytes(path, name, onBytes), MAX_LINE_BYTES);
}
