import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UserError } from "@airworthy/evidence";
import { CsvError, type Info, parse } from "csv-parse";
import {
  type ColumnRole,
  missingColumn,
  refusedWeight,
  roleOf,
  SCORE_ROLE,
  SCORES_ROLE,
  WEIGHT_ROLE,
} from "./column-role.ts";
import type { FileSource } from "./file-source.ts";
import { atLine, MAX_LINE_BYTES, notUtf8 } from "./place.ts";
import type { PredictionTableBuilder } from "./prediction-table.ts";
import { shown } from "./shown.ts";
import { TextRow } from "./text-row.ts";

const CHUNK_BYTES = 2 ** 18;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Left to find it out, the parser takes the header's and would leave the others in the values. */
const LINE_ENDS = ["\r\n", "\n", "\r"];

/** Reads comma-separated values as RFC 4180 has them, a header first; any line ends and a byte order mark are allowed. */
export async function readCsv(source: FileSource, builder: PredictionTableBuilder): Promise<void> {
  const reader = new CsvReader(builder);
  const parser = parse({
    bom: true,
    record_delimiter: LINE_ENDS,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_BYTES,
    on_record: (record: string[], { lines }: Pick<Info, "lines">) => {
      try {
        reader.read(record);
      } catch (error) {
        throw atLine(source.name, lines, error);
      }
      return null;
    },
  });
  // Nothing comes out, since every record is taken in on_record; the stream must flow all the same.
  parser.resume();
  try {
    await pipeline(Readable.from(chunks(source)), parser);
  } catch (error) {
    if (error instanceof CsvError) throw new UserError(`${source.name}: ${error.message}`, { cause: error });
    throw error;
  }
  if (!reader.hasHeader) throw new UserError(`${source.name} is empty; a header such as id,label,prediction is needed`);
}

/** The file's bytes, checked to be UTF-8: the parser itself would put replacement characters for what is not. */
async function* chunks(source: FileSource): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let count = 1; count > 0; ) {
    const chunk = new Uint8Array(CHUNK_BYTES);
    count = await source.read(chunk, 0);
    const bytes = chunk.subarray(0, count);
    try {
      decoder.decode(bytes, { stream: count > 0 });
    } catch {
      // The parser is lines behind; a wrong line would be worse than none.
      throw notUtf8(source.name);
    }
    if (count > 0) yield bytes;
  }
}

class CsvReader {
  readonly #builder: PredictionTableBuilder;
  readonly #row: TextRow;
  readonly #texts: string[];
  #header: readonly string[] = [];
  #roles: readonly ColumnRole[] = [];

  constructor(builder: PredictionTableBuilder) {
    this.#builder = builder;
    this.#row = new TextRow(builder.columns.length);
    this.#texts = builder.columns.map(() => "");
  }

  get hasHeader(): boolean {
    return this.#header.length > 0;
  }

  read(record: readonly string[]): void {
    if (!this.hasHeader) {
      this.#readHeader(record);
      return;
    }
    for (const [index, cell] of record.entries()) {
      const role = this.#roles[index] ?? 0;
      if (role >= 0) this.#texts[role] = cell;
      else if (role === SCORE_ROLE) checkScore(this.#header[index] ?? "", cell);
    }
    this.#row.fill(this.#texts, this.#builder.columns);
    this.#builder.append(this.#row.bytes, this.#row.spans);
  }

  #readHeader(header: readonly string[]): void {
    const seen = new Set<string>();
    const twice = header.find((column) => seen.size === seen.add(column).size);
    if (twice !== undefined) throw new UserError(`the column ${shown(twice)} is there twice`);
    const missing = this.#builder.columns.find((column) => !header.includes(column));
    if (missing !== undefined) throw missingColumn(missing, header);
    this.#roles = header.map((column) => roleOf(column, this.#builder.columns));
    if (this.#roles.includes(WEIGHT_ROLE)) throw refusedWeight();
    if (this.#roles.includes(SCORES_ROLE)) {
      throw new UserError(`the column "scores" is not known`, {
        remedy: "Give a column a class, such as scores.spam.",
      });
    }
    this.#header = header;
  }
}

function checkScore(column: string, cell: string): void {
  if (!DECIMAL.test(cell) || !Number.isFinite(Number(cell))) {
    throw new UserError(`${shown(column)} is ${shown(cell)}; a finite number is allowed`);
  }
}
