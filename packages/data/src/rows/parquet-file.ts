import { type FileHandle, open } from "node:fs/promises";
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";
import { COMPRESSORS } from "./parquet-compressors.ts";
import { checkLayout, checkRowGroup } from "./parquet-layout.ts";
import type { ParquetColumns, ParquetReply } from "./parquet-messages.ts";
import { checkPages } from "./parquet-pages.ts";
import { jsonValue, PARSERS } from "./parquet-values.ts";
import { MAX_COLUMNS, ROWS_IN_CHUNK } from "./row.ts";

/** Metadata takes some hundred bytes a column chunk. */
const MAX_METADATA_BYTES = 2 ** 26;
/** Behind the metadata: its length, then the letters PAR1. */
const FOOTER_BYTES = 8;

/**
 * What is answered to the requests for a file, in order: its columns, then its rows of the wanted columns, all where `wanted` is
 * null. Throws an Error, and asks for no more than is declared and allowed, where the file is damaged.
 */
export async function* openParquet(path: string, wanted: ParquetColumns | null): AsyncGenerator<ParquetReply> {
  await using handle = await open(path);
  const file = new FileBuffer(handle, (await handle.stat()).size);
  const metadata = await readMetadata(file);
  const known = parquetSchema(metadata).children.map(({ element }) => element.name);
  if (known.length > MAX_COLUMNS) throw new Error(`${known.length} columns are declared; ${MAX_COLUMNS} are allowed`);
  if (new Set(known).size < known.length) throw new Error("a column is there twice");
  const columns = known.filter((column) => wanted === null || isWanted(column, wanted));
  yield { kind: "opened", columns, known };
  for (const group of rowGroups(metadata, new Set(columns), file.byteLength)) {
    for (const chunk of group.chunks) checkPages(chunk, await file.slice(chunk.start, chunk.end));
    const rows = await readGroup(file, metadata, columns, group);
    for (let start = 0; start < rows.length; start += ROWS_IN_CHUNK) {
      const part = rows.slice(start, start + ROWS_IN_CHUNK);
      const values = columns.map((_, index) => part.map((row) => jsonValue(row[index])));
      yield { kind: "rows", values, count: part.length, bytes: file.takeCount() };
    }
  }
}

function isWanted(column: string, { names, prefixes }: ParquetColumns): boolean {
  return names.includes(column) || prefixes.some((prefix) => column === prefix || column.startsWith(`${prefix}.`));
}

async function readMetadata(file: FileBuffer): Promise<FileMetaData> {
  if (file.byteLength < FOOTER_BYTES) throw new Error("it is too short");
  const footer = new DataView(await file.slice(file.byteLength - FOOTER_BYTES));
  const length = footer.getUint32(0, true);
  if (length > MAX_METADATA_BYTES) throw new Error(`its metadata claims ${length} bytes`);
  const metadata = await parquetMetadataAsync(file, { parsers: PARSERS, geoparquet: false });
  checkLayout(metadata);
  return metadata;
}

interface Group extends ReturnType<typeof checkRowGroup> {
  readonly first: number;
}

function* rowGroups(metadata: FileMetaData, columns: ReadonlySet<string>, fileBytes: number): Generator<Group> {
  let first = 0;
  for (const rowGroup of metadata.row_groups) {
    const group = checkRowGroup(rowGroup, columns, fileBytes);
    if (group.rows > 0) yield { ...group, first };
    first += group.rows;
  }
}

async function readGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly string[],
  { first, rows: count }: Group,
): Promise<readonly (readonly unknown[])[]> {
  let rows: readonly (readonly unknown[])[] = [];
  const fields = parquetSchema(metadata).children;
  const flat = new Set(fields.filter(({ children }) => children.length === 0).map(({ element }) => element.name));
  await parquetRead({
    file,
    metadata,
    compressors: COMPRESSORS,
    parsers: PARSERS,
    geoparquet: false,
    columns: [...columns],
    rowStart: first,
    rowEnd: first + count,
    onComplete: (read: unknown[][]) => {
      rows = read;
    },
  });
  const isWhole = (row: readonly unknown[]) =>
    row.every((value, index) => value !== undefined || !flat.has(columns[index] ?? ""));
  if (rows.length !== count || !rows.every(isWhole)) throw new Error("a column has fewer values than there are rows");
  return rows;
}

/** A file of which the reader takes parts, with a count of their bytes. */
class FileBuffer implements AsyncBuffer {
  readonly byteLength: number;
  readonly #handle: FileHandle;
  #count = 0;

  constructor(handle: FileHandle, byteLength: number) {
    this.#handle = handle;
    this.byteLength = byteLength;
  }

  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const buffer = new ArrayBuffer(end - start);
    for (let filled = 0; filled < buffer.byteLength; ) {
      const bytes = new Uint8Array(buffer, filled);
      const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, start + filled);
      if (bytesRead === 0) throw new Error("it became shorter while it was read");
      filled += bytesRead;
    }
    this.#count += buffer.byteLength;
    return buffer;
  }

  /** The bytes read since it was last asked. */
  takeCount(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }
}
