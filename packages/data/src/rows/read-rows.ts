import { extname } from "node:path";
import { UserError } from "@airworthy/evidence";
import { csvRows } from "./csv-rows.ts";
import { fileBytes } from "./file-bytes.ts";
import { jsonRows } from "./json-rows.ts";
import type { Row, RowOptions } from "./row.ts";

const TEXT_READERS = new Map([
  [".jsonl", jsonRows],
  [".ndjson", jsonRows],
  [".csv", csvRows],
]);

const PARQUET = new Set([".parquet", ".pq"]);

/**
 * The rows of a table in its order, some hundreds at a time: JSON Lines (`.jsonl`, `.ndjson`), CSV with a header (`.csv`), either
 * with `.gz` behind it, or Parquet (`.parquet`, `.pq`). Of a text file some megabytes are held at a time, of a Parquet file a row group.
 * Throws a UserError that names the file and, where there is one, the line, for whatever cannot be read.
 */
export async function* readRows(path: string, options: RowOptions): AsyncGenerator<readonly Row[]> {
  const { name, onBytes } = options;
  const format = extname(path.toLowerCase().replace(/\.gz$/, ""));
  const readText = TEXT_READERS.get(format);
  if (readText !== undefined) {
    yield* readText(name, fileBytes(path, name, onBytes));
  } else if (PARQUET.has(extname(path.toLowerCase()))) {
    // Loaded here, since few tables are in this format.
    const { parquetRows } = await import("./parquet-rows.ts");
    yield* parquetRows(path, options);
  } else {
    throw new UserError(`${name} is no table that can be read`, {
      remedy: `Allowed are ${[...TEXT_READERS.keys()].join(", ")}, each also with .gz behind it, and ${[...PARQUET].join(", ")}.`,
    });
  }
}
