import type { ColumnRequest } from "@airworthy/tables";
import type { RecordReader } from "../../bytes/record-feed.ts";
import { atLine, lineTooLong, MAX_LINE_BYTES } from "../../place.ts";
import { CellWriter } from "../cell-writer.ts";
import { prefixesOf } from "../layout.ts";
import type { TableBuilder } from "../table-builder.ts";
import { checkColumns, parseJsonRow } from "./json-row.ts";
import { JsonScanner } from "./json-scanner.ts";

const NEWLINE = 0x0a;

/** Takes the rows out of JSON Lines, an object a line; blank lines are left out. */
export class JsonTable implements RecordReader {
  line = 1;
  /** Made at the first row. */
  builder: TableBuilder | null = null;
  readonly #name: string;
  readonly #begin: (columns: readonly string[]) => TableBuilder;
  readonly #prefixes: ReadonlySet<string>;
  readonly #writer = new CellWriter();
  #scanner: JsonScanner | null = null;

  /** `begin` is given the first row's columns. */
  constructor(name: string, requests: readonly ColumnRequest[], begin: (columns: readonly string[]) => TableBuilder) {
    this.#name = name;
    this.#prefixes = prefixesOf(requests);
    this.#begin = begin;
  }

  read(bytes: Buffer, start: number, end: number): number {
    const last = end > start ? bytes.lastIndexOf(NEWLINE, end - 1) : -1;
    let at = start;
    try {
      for (; at <= last; this.line++) at = this.#readLine(bytes, at) + 1;
    } catch (error) {
      throw atLine(this.#name, this.line, error);
    }
    return at;
  }

  /** The index of the line's line feed. */
  #readLine(bytes: Buffer, start: number): number {
    const scanned = this.#scanner?.scan(bytes, start) ?? -1;
    const end = scanned < 0 ? bytes.indexOf(NEWLINE, start) : scanned;
    if (end - start > MAX_LINE_BYTES) throw lineTooLong();
    if (scanned >= 0) this.builder?.addRow();
    else this.#parse(bytes.toString("utf8", start, end));
    return end;
  }

  #parse(line: string): void {
    if (line.trim() === "") return;
    const row = parseJsonRow(line, this.#prefixes);
    this.builder ??= this.#begin(row.columns);
    const { layout, cells } = this.builder;
    checkColumns(row, layout, this.#prefixes);
    this.#scanner ??= new JsonScanner(layout, this.#prefixes, cells);
    this.#writer.start(cells);
    for (const [slot, column] of layout.columns.entries()) {
      this.#writer.write(cells, slot, column, row.values.get(column) ?? null);
    }
    this.builder.addRow();
  }
}
