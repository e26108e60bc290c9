import { ChunkReader } from "../bytes/chunk-reader.ts";
import { RecordFeed } from "../bytes/record-feed.ts";
import { CsvReader, cellTexts } from "./csv-reader.ts";

/** A record of a CSV file, the header among them. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line that it ends on, from 1. */
  readonly line: number;
}

/**
 * The records of comma-separated values as RFC 4180 has them, those of each chunk of `bytes` together, the header first; any
 * line ends, blank lines and a byte order mark are allowed. Throws a UserError that names the file and line for bytes that are
 * not UTF-8, a record of more than `maxBytes` or of another length than the header, a name that the header has twice, and
 * stray quotes.
 */
export async function* readCsvRecords(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<readonly CsvRecord[]> {
  let records: CsvRecord[] = [];
  const reader = new CsvReader(name, maxBytes, {
    header: (cells, line) => records.push({ cells, line }),
    row: (source, scanner, line) => records.push({ cells: cellTexts(source, scanner), line }),
  });
  await using source = new ChunkReader(bytes);
  const feed = new RecordFeed(name, source, reader, maxBytes);
  for (let goesOn = true; goesOn; ) {
    goesOn = await feed.next();
    if (records.length > 0) yield records;
    records = [];
  }
}
