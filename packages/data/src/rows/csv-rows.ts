import { UserError } from "@airworthy/evidence";
import { type CsvRecord, readCsvRecords } from "../csv/csv-records.ts";
import { MAX_ROW_BYTES, ROWS_IN_CHUNK, type Row } from "./row.ts";

/** The rows of CSV below its header, every value a text. Throws a UserError that names the file and, where known, the line. */
export async function* csvRows(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  let header: readonly string[] | null = null;
  for await (const records of readCsvRecords(name, bytes, MAX_ROW_BYTES)) {
    const isFirst = header === null;
    header ??= records[0]?.cells ?? [];
    for (let start = isFirst ? 1 : 0; start < records.length; start += ROWS_IN_CHUNK) {
      yield rowsOf(records.slice(start, start + ROWS_IN_CHUNK), header);
    }
  }
  if (header === null) throw new UserError(`${name} is empty; a header with the columns' names is needed`);
}

function rowsOf(records: readonly CsvRecord[], header: readonly string[]): Row[] {
  return records.map(({ cells, line }) => {
    const values = new Map<string, string>();
    for (const [index, cell] of cells.entries()) values.set(header[index] ?? "", cell);
    return { line, values };
  });
}
