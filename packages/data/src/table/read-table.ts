import { UserError } from "@airworthy/evidence";
import type { ColumnRequest, IdColumn, Table } from "@airworthy/tables";
import { ChunkReader } from "../bytes/chunk-reader.ts";
import { FileSource } from "../bytes/file-source.ts";
import { gunzip } from "../bytes/gzip.ts";
import { RecordFeed, type RecordReader } from "../bytes/record-feed.ts";
import { CsvReader } from "../csv/csv-reader.ts";
import { MAX_LINE_BYTES } from "../place.ts";
import { isGzip, tableFormat } from "../table-format.ts";
import { CsvTable } from "./csv-table.ts";
import { JsonTable } from "./json/json-table.ts";
import { Layout } from "./layout.ts";
import { mergeRequests } from "./requests.ts";
import { roomFor } from "./room.ts";
import { noRows, TableBuilder } from "./table-builder.ts";

export interface TableFile {
  readonly path: string;
  /** The file as the user named it, for messages and evidence. */
  readonly name: string;
  /** What is read besides the column `id`. */
  readonly columns: readonly ColumnRequest[];
  /** Hears of every read: the number of bytes. May throw, to stop. */
  readonly onBytes: (count: number) => void;
  /** The ids of another table: where this one's are the same, row by row, its `ids` are this very object and take no room. */
  readonly sameIdsAs?: IdColumn;
}

/**
 * Reads the columns that are asked for of a table, by its extension: JSON Lines (`.jsonl`, `.ndjson`) or CSV (`.csv`), each also
 * with `.gz` behind it, or Parquet (`.parquet`, `.pq`). Every row has an `id`, a text or a number; whether ids are unique is for
 * who pairs them. Each byte of a text file is read once; memory holds the ids, two or four bytes a row for a category, and
 * eight for a number. Throws a UserError that names the file and, where there is one, the line.
 */
export async function readTable(file: TableFile): Promise<Table> {
  const format = tableFormat(file.path, file.name);
  const requests = mergeRequests(file.columns);
  await using source = await FileSource.open(file.path, file.name, file.onBytes);
  const growth = (count: number) => roomFor(count, source);
  const begin = (given: readonly string[]) =>
    new TableBuilder(new Layout(requests, new Set(given), growth), file.sameIdsAs ?? null, growth);
  const read = { parquet: readParquet, csv: readCsv, "json-lines": readJsonLines }[format];
  const builder = await read(file, source, requests, begin);
  if (builder === null) throw noRows(file.name);
  return builder.finish({ name: file.name, sha256: source.sha256() });
}

type Begin = (columns: readonly string[]) => TableBuilder;

async function readJsonLines(
  file: TableFile,
  source: FileSource,
  requests: readonly ColumnRequest[],
  begin: Begin,
): Promise<TableBuilder | null> {
  const table = new JsonTable(file.name, requests, begin);
  await readText(file, source, table);
  return table.builder;
}

async function readCsv(
  file: TableFile,
  source: FileSource,
  requests: readonly ColumnRequest[],
  begin: Begin,
): Promise<TableBuilder> {
  const table = new CsvTable(requests, begin);
  await readText(file, source, new CsvReader(file.name, MAX_LINE_BYTES, table));
  if (table.builder !== null) return table.builder;
  throw new UserError(`${file.name} is empty; a header such as id,label,prediction is needed`);
}

async function readText({ path, name }: TableFile, source: FileSource, reader: RecordReader): Promise<void> {
  await using unpacked = isGzip(path) ? new ChunkReader(gunzip(source)) : null;
  const feed = new RecordFeed(name, unpacked ?? source, reader, MAX_LINE_BYTES);
  while (await feed.next());
}

async function readParquet(
  { path, name, onBytes }: TableFile,
  source: FileSource,
  requests: readonly ColumnRequest[],
  begin: Begin,
): Promise<TableBuilder | null> {
  // Loaded here, since few tables are in this format.
  const { readParquetTable } = await import("./parquet-table.ts");
  await source.skim();
  const builder = await readParquetTable({ path, name, onRows: () => onBytes(0) }, requests, begin);
  await source.checkUnchanged(path);
  return builder;
}
