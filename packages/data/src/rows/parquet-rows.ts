import { FileSource } from "../bytes/file-source.ts";
import { missingColumn } from "../missing-column.ts";
import { ParquetReader, type ParquetRows } from "./parquet-reader.ts";
import type { Row, RowOptions } from "./row.ts";

/** The rows of a Parquet file. Throws a UserError that names the file. */
export async function* parquetRows(
  path: string,
  { name, columns: wanted, onBytes }: RowOptions,
): AsyncGenerator<readonly Row[]> {
  await checkReadable(path, name);
  await using reader = new ParquetReader(name);
  const { columns, known } = await reader.open(path, wanted === undefined ? null : { names: wanted, prefixes: [] });
  const missing = wanted?.find((column) => !known.includes(column));
  if (missing !== undefined) throw missingColumn(missing, known, name);
  let line = 1;
  for (let rows = await reader.next(); rows !== null; rows = await reader.next()) {
    onBytes?.(rows.bytes);
    yield rowsOf(rows, columns, line);
    line += rows.count;
  }
}

/** For the words that every reader of files has for one that is not there. */
async function checkReadable(path: string, name: string): Promise<void> {
  await using _ = await FileSource.open(path, name, () => {});
}

function rowsOf({ values, count }: ParquetRows, columns: readonly string[], first: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    line: first + index,
    values: new Map(columns.map((column, at) => [column, values[at]?.[index] ?? null])),
  }));
}
