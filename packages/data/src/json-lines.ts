import type { FileSource } from "./file-source.ts";
import { parseJsonRow } from "./json-row.ts";
import { JsonScanner } from "./json-scanner.ts";
import { atLine, lineTooLong, MAX_LINE_BYTES, notUtf8 } from "./place.ts";
import type { PredictionTableBuilder } from "./prediction-table.ts";
import { TextRow } from "./text-row.ts";

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const CHUNK_BYTES = 2 ** 20;

/** Reads JSON Lines: an object a line; blank lines, CRLF and a byte order mark are allowed. */
export async function readJsonLines(source: FileSource, builder: PredictionTableBuilder): Promise<void> {
  const reader = new JsonLineReader(source.name, builder);
  // Room for what is left of a line, a chunk, and a line feed after the last line.
  const buffer = new Uint8Array(MAX_LINE_BYTES + CHUNK_BYTES + 1);
  let filled = 0;
  for (;;) {
    const count = await source.read(buffer.subarray(0, buffer.length - 1), filled);
    filled += count;
    if (count === 0) buffer[filled++] = NEWLINE;
    const end = buffer.lastIndexOf(NEWLINE, filled - 1) + 1;
    reader.readLines(buffer, end);
    if (count === 0) return;
    buffer.copyWithin(0, end, filled);
    filled -= end;
    reader.checkLength(filled);
  }
}

class JsonLineReader {
  readonly #name: string;
  readonly #builder: PredictionTableBuilder;
  readonly #scanner: JsonScanner;
  readonly #row: TextRow;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #line = 1;

  constructor(name: string, builder: PredictionTableBuilder) {
    this.#name = name;
    this.#builder = builder;
    this.#scanner = new JsonScanner(builder.columns);
    this.#row = new TextRow(builder.columns.length);
  }

  /** Reads the lines of bytes[0..end), each with its line feed. */
  readLines(bytes: Uint8Array, end: number): void {
    let start = this.#line === 1 && BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? 3 : 0;
    try {
      while (start < end) {
        start = this.#readLine(bytes, start) + 1;
        this.#line++;
      }
    } catch (error) {
      throw atLine(this.#name, this.#line, error);
    }
  }

  checkLength(bytes: number): void {
    if (bytes > MAX_LINE_BYTES) throw atLine(this.#name, this.#line, lineTooLong());
  }

  /** The index of the line's line feed. */
  #readLine(bytes: Uint8Array, start: number): number {
    const scanned = this.#scanner.scan(bytes, start);
    const end = scanned < 0 ? bytes.indexOf(NEWLINE, start) : scanned;
    if (end - start > MAX_LINE_BYTES) throw lineTooLong();
    if (scanned >= 0) this.#builder.append(bytes, this.#scanner.spans);
    else this.#parse(bytes.subarray(start, end));
    return end;
  }

  #parse(line: Uint8Array): void {
    const text = this.#decode(line);
    if (text.trim() === "") return;
    this.#row.fill(parseJsonRow(text, this.#builder.columns), this.#builder.columns);
    this.#builder.append(this.#row.bytes, this.#row.spans);
  }

  #decode(line: Uint8Array): string {
    try {
      return this.#decoder.decode(line);
    } catch {
      throw notUtf8();
    }
  }
}
