import { UserError } from "@airworthy/evidence";
import type { RecordReader } from "../bytes/record-feed.ts";
import { atLine, lineTooLong } from "../place.ts";
import { shown } from "../shown.ts";
import { CsvScanner, lineEnd, NEWLINE, RETURN, undouble } from "./csv-scanner.ts";

/** Whom a CSV file's records are given to. */
export interface CsvSink {
  /** Each name once. May throw a UserError without a place, as may `row`. */
  header(names: readonly string[], line: number): void;
  /** As many cells as the header has; cells of which `cells.doubled` is 1 are to be read with `cellEnd`. */
  row(bytes: Buffer, cells: CsvScanner, line: number): void;
}

/** Takes the records of comma-separated values out of bytes, a header first. Blank lines are left out. */
export class CsvReader implements RecordReader {
  line = 1;
  readonly #name: string;
  readonly #maxBytes: number;
  readonly #sink: CsvSink;
  readonly #scanner = new CsvScanner();
  #columns = 0;

  /** `name` is for messages; `maxBytes` is what a record may have. */
  constructor(name: string, maxBytes: number, sink: CsvSink) {
    this.#name = name;
    this.#maxBytes = maxBytes;
    this.#sink = sink;
  }

  get hasHeader(): boolean {
    return this.#columns > 0;
  }

  read(bytes: Buffer, start: number, end: number, isLast: boolean): number {
    let at = start;
    try {
      for (let after = at; at < end; at = after) {
        after = this.#readOne(bytes, at, end);
        if (after < 0) break;
        this.line++;
      }
      if (isLast && at < end)
        throw new UserError("a quoted cell comes to no end", { remedy: "Close it with a quote." });
    } catch (error) {
      throw atLine(this.#name, this.line, error);
    }
    return at;
  }

  /** The index after the record or blank line, -1 where it is not whole. */
  #readOne(bytes: Buffer, start: number, end: number): number {
    if (bytes[start] === NEWLINE || bytes[start] === RETURN) return lineEnd(bytes, start, end);
    const after = this.#scanner.scan(bytes, start, end);
    if (after < 0) return -1;
    if (after - start > this.#maxBytes) throw lineTooLong(this.#maxBytes);
    // A record is on the line that it ends on.
    this.line += this.#scanner.breaks;
    if (this.hasHeader) this.#readRow(bytes);
    else this.#readHeader(bytes);
    return after;
  }

  #readHeader(bytes: Buffer): void {
    const names = cellTexts(bytes, this.#scanner);
    const seen = new Set<string>();
    const twice = names.find((name) => seen.size === seen.add(name).size);
    if (twice !== undefined) throw new UserError(`the column ${shown(twice)} is there twice`);
    this.#columns = names.length;
    this.#sink.header(names, this.line);
  }

  #readRow(bytes: Buffer): void {
    const { count } = this.#scanner;
    if (count !== this.#columns) {
      throw new UserError(`the header has ${this.#columns} columns, this record ${count}`, {
        remedy: "Cells that hold a comma need quotes.",
      });
    }
    this.#sink.row(bytes, this.#scanner, this.line);
  }
}

/** The record's cells. Changes the bytes of those with doubled quotes: to be called once. */
export function cellTexts(bytes: Buffer, cells: CsvScanner): string[] {
  return Array.from({ length: cells.count }, (_, cell) =>
    bytes.toString("utf8", cells.starts[cell], cellEnd(bytes, cells, cell)),
  );
}

/** The index after a cell's last byte, its doubled quotes made single. Changes its bytes: to be called once. */
export function cellEnd(bytes: Uint8Array, cells: CsvScanner, cell: number): number {
  const end = cells.ends[cell] ?? 0;
  return cells.doubled[cell] === 1 ? undouble(bytes, cells.starts[cell] ?? 0, end) : end;
}
