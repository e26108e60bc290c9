import type { ColumnMetaData, FileMetaData, RowGroup } from "hyparquet";

/** What Parquet's writers use is far below: 16 thousand row groups, a million rows in each, 128 megabytes of pages. */
const MAX_ROW_GROUPS = 2 ** 16;
const MAX_GROUP_ROWS = 2 ** 23;
const MAX_GROUP_BYTES = 2 ** 30;
const MAX_CHUNK_VALUES = 2 ** 26;
const MAX_FIELDS = 2 ** 15;

/** The column chunks of a row group that belong to the wanted columns, checked against the limits and the file's length. */
export interface Chunk {
  readonly column: string;
  readonly start: number;
  readonly end: number;
  readonly values: number;
  readonly bytes: number;
}

/** Throws an Error for a file that declares more than the limits above. */
export function checkLayout(metadata: FileMetaData): void {
  within("row groups", metadata.row_groups.length, MAX_ROW_GROUPS);
  within("fields", metadata.schema.length, MAX_FIELDS);
  // A field that claims children that are not there has the reader go round for ever.
  let promised = 1;
  for (const [index, { num_children = 0 }] of metadata.schema.entries()) {
    if (num_children < 0 || index >= promised) throw new Error("the schema's fields do not fit together");
    promised += num_children;
  }
  if (promised !== metadata.schema.length) throw new Error("the schema's fields do not fit together");
}

/** The number of rows and the chunks of a row group. Throws an Error where they are more than the limits or lie outside the file. */
export function checkRowGroup(
  group: RowGroup,
  columns: ReadonlySet<string>,
  fileBytes: number,
): { readonly rows: number; readonly chunks: readonly Chunk[] } {
  const rows = within("rows in a row group", Number(group.num_rows), MAX_GROUP_ROWS);
  const chunks = group.columns.flatMap(({ meta_data: data }) => {
    if (data === undefined) throw new Error("a column has no metadata, as encrypted ones have none");
    return columns.has(data.path_in_schema[0] ?? "") ? [chunkOf(data, rows, fileBytes)] : [];
  });
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  within("bytes in a row group", bytes, MAX_GROUP_BYTES);
  return { rows, chunks };
}

function chunkOf(data: ColumnMetaData, rows: number, fileBytes: number): Chunk {
  const column = data.path_in_schema.join(".");
  const dictionary = Number(data.dictionary_page_offset ?? 0n);
  const start = dictionary > 0 ? Math.min(dictionary, Number(data.data_page_offset)) : Number(data.data_page_offset);
  const end = start + Number(data.total_compressed_size);
  if (!(start >= 0 && end >= start && end <= fileBytes)) throw new Error(`column ${column} lies outside the file`);
  const values = within(`values of column ${column}`, Number(data.num_values), MAX_CHUNK_VALUES);
  if (values < rows) throw new Error(`column ${column} has fewer values than there are rows`);
  const bytes = within(`bytes of column ${column}`, Number(data.total_uncompressed_size), MAX_GROUP_BYTES);
  return { column, start, end, values, bytes };
}

function within(what: string, count: number, most: number): number {
  if (count >= 0 && count <= most) return count;
  throw new Error(`${what}: ${count} are declared; at most ${most} are allowed`);
}
