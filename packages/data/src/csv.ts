import { UserError } from "@airworthy/evidence";
import {
  type ColumnRole,
  missingColumn,
  refusedWeight,
  roleOf,
  SCORE_ROLE,
  SCORES_ROLE,
  WEIGHT_ROLE,
} from "./column-role.ts";
import { checkColumnNames, readCsvRecords } from "./csv-records.ts";
import type { FileSource } from "./file-source.ts";
import { atLine, MAX_LINE_BYTES } from "./place.ts";
import type { PredictionTableBuilder } from "./prediction-table.ts";
import { shown } from "./shown.ts";
import { TextRow } from "./text-row.ts";

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads comma-separated values as RFC 4180 has them, a header first; any line ends and a byte order mark are allowed. */
export async function readCsv(source: FileSource, builder: PredictionTableBuilder): Promise<void> {
  const reader = new CsvReader(builder);
  for await (const records of readCsvRecords(source.name, source.chunks(), MAX_LINE_BYTES)) {
    for (const { cells, line } of records) {
      try {
        reader.read(cells);
      } catch (error) {
        throw atLine(source.name, line, error);
      }
    }
  }
  if (!reader.hasHeader) throw new UserError(`${source.name} is empty; a header such as id,label,prediction is needed`);
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
    checkColumnNames(header);
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
