import { UserError } from "@airworthy/evidence";
import { CsvError, type Info, parse } from "csv-parse";
import { lineTooLong, notUtf8 } from "./place.ts";
import { shown } from "./shown.ts";

/** A record of a CSV file, the header among them. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line that it ends on, from 1. */
  readonly line: number;
}

/** Left to find it out, the parser takes the header's and would leave the others in the values. */
const LINE_ENDS = ["\r\n", "\n", "\r"];

/**
 * The records of comma-separated values as RFC 4180 has them, those of each chunk of `bytes` together; any line ends, blank
 * lines and a byte order mark are allowed. Throws a UserError that names the file for bytes that are not UTF-8, a record
 * of more than `maxBytes` or of another length than the first, and for stray quotes.
 */
export async function* readCsvRecords(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<readonly CsvRecord[]> {
  let records: CsvRecord[] = [];
  const parser = parse({
    bom: true,
    record_delimiter: LINE_ENDS,
    skip_empty_lines: true,
    max_record_size: maxBytes,
    on_record: (cells: string[], { lines }: Pick<Info, "lines">) => {
      records.push({ cells, line: lines });
      return null;
    },
  });
  // Every problem comes back from the write that it belongs to; nothing is ever read from the stream, but it must flow.
  parser.on("error", () => {}).resume();
  let pending = 0;
  for await (const chunk of checkUtf8(name, bytes)) {
    const problem = await done((then) => parser.write(chunk, then));
    // The parser counts the cells' characters alone: a record of commas would never end. Quotes are written twice.
    pending = records.length > 0 ? 0 : pending + chunk.length;
    if (pending > 2 * maxBytes) throw new UserError(`${name}: ${lineTooLong(maxBytes).message}`);
    if (records.length > 0) yield records;
    records = [];
    if (problem) throw csvProblem(name, problem);
  }
  const problem = await done((then) => parser.end(then));
  if (records.length > 0) yield records;
  if (problem) throw csvProblem(name, problem);
}

/** Throws a UserError for a column that a header names twice. */
export function checkColumnNames(header: readonly string[]): void {
  const seen = new Set<string>();
  const twice = header.find((column) => seen.size === seen.add(column).size);
  if (twice !== undefined) throw new UserError(`the column ${shown(twice)} is there twice`);
}

/** The parser itself would put replacement characters for what is no UTF-8. */
async function* checkUtf8(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  // The parser is lines behind; a wrong line would be worse than none.
  const check = (chunk: Uint8Array | undefined): void => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw notUtf8(name);
    }
  };
  for await (const chunk of bytes) {
    check(chunk);
    yield chunk;
  }
  check(undefined);
}

async function done(start: (then: (error?: Error | null) => void) => void): Promise<Error | null | undefined> {
  return await new Promise((resolve) => start(resolve));
}

function csvProblem(name: string, problem: Error): Error {
  return problem instanceof CsvError ? new UserError(`${name}: ${problem.message}`, { cause: problem }) : problem;
}
