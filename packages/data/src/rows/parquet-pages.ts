import type { PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import type { Chunk } from "./parquet-layout.ts";

/**
 * Walks a column chunk's pages by their headers alone, before anything is decompressed or room is made for values.
 * Throws an Error where a page declares more bytes or values than the chunk has.
 */
export function checkPages(chunk: Chunk, bytes: ArrayBuffer): void {
  const reader = { view: new DataView(bytes), offset: 0 };
  let values = 0;
  let size = 0;
  while (values < chunk.values) {
    const header = parquetHeader(reader);
    values += valuesOf(header);
    size += natural(header.uncompressed_page_size);
    reader.offset += natural(header.compressed_page_size);
    const fits = values <= chunk.values && size <= chunk.bytes && reader.offset <= bytes.byteLength;
    if (!fits) throw new Error(`a page of column ${chunk.column} declares more than the column has`);
  }
}

/** A dictionary's values have their bytes, which are checked; only its pages' values are the column's. */
function valuesOf({ type, data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number {
  if (type === "DATA_PAGE") return natural(data_page_header?.num_values);
  if (type === "DATA_PAGE_V2") {
    const nulls = natural(data_page_header_v2?.num_nulls);
    const values = natural(data_page_header_v2?.num_values);
    natural(data_page_header_v2?.num_rows);
    natural(data_page_header_v2?.definition_levels_byte_length);
    natural(data_page_header_v2?.repetition_levels_byte_length);
    return natural(values - nulls) + nulls;
  }
  natural(dictionary_page_header?.num_values);
  return 0;
}

function natural(count: number | undefined): number {
  if (count === undefined || !(count >= 0)) throw new Error("a page's header is damaged");
  return count;
}
