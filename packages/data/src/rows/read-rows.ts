import { tableFormat } from "../table-format.ts";
import { csvRows } from "./csv-rows.ts";
import { fileBytes } from "./file-bytes.ts";
import { jsonRows } from "./json-rows.ts";
import type { Row, RowOptions } from "./row.ts";

/**
 * The rows of a table in its order, some hundreds at a time: JSON Lines (`.jsonl`, `.ndjson`), CSV with a header (`.csv`), either
 * with `.gz` behind it, or Parquet (`.parquet`, `.pq`). Of a text file some megabytes are held at a time, of a Parquet file a row group.
 * Throws a UserError that names the file and, where there is one, the line, for whatever cannot be read.
 */
export async function* readRows(path: string, options: RowOptions): AsyncGenerator<readonly Row[]> {
  const { name, onBytes } = options;
  const format = tableFormat(path, name);
  if (format === "parquet") {
    // Loaded here, since few tables are in this format.
    const { parquetRows } = await import("./parquet-rows.ts");
    yield* parquetRows(path, options);
  } else {
    const rowsOf = format === "csv" ? csvRows : jsonRows;
    yield* rowsOf(name, fileBytes(path, name, onBytes));
  }
}
