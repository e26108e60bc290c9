import { extname } from "node:path";
import { UserError } from "@airworthy/evidence";
import { wantedColumns } from "./column-role.ts";
import { readCsv } from "./csv.ts";
import { FileSource } from "./file-source.ts";
import { readJsonLines } from "./json-lines.ts";
import { type PredictionTable, PredictionTableBuilder } from "./prediction-table.ts";

const READERS = new Map([
  [".jsonl", readJsonLines],
  [".ndjson", readJsonLines],
  [".csv", readCsv],
]);

export interface PredictionFile {
  readonly path: string;
  /** The file as the user named it, for messages and evidence. */
  readonly name: string;
  /** The columns that rows are to be grouped by: at most 20, none of the columns below. */
  readonly slices: readonly string[];
  /** All that a label or prediction may be; any text where empty. */
  readonly classes: readonly string[];
  /** Hears of every read: the number of bytes. May throw, to stop. */
  readonly onBytes: (count: number) => void;
}

/**
 * Reads a table of predictions, by its extension: JSON Lines (`.jsonl`, `.ndjson`) or CSV (`.csv`). Columns: `id`, `label` and
 * `prediction`, which are texts or numbers; `score` and `scores.<class>`, which are checked to be finite numbers; any further
 * column may be a slice. Each byte is read once, memory holds the ids and two bytes for each category of a row.
 * Throws a UserError that names the file and, where there is one, the line.
 */
export async function readPredictions(file: PredictionFile): Promise<PredictionTable> {
  const read = READERS.get(extname(file.path).toLowerCase());
  if (read === undefined) {
    throw new UserError(`${file.name} is no table that can be read; ${[...READERS.keys()].join(", ")} are allowed`);
  }
  const builder = new PredictionTableBuilder(wantedColumns(file.slices), file.classes);
  await using source = await FileSource.open(file.path, file.name, file.onBytes);
  await read(source, builder);
  return builder.finish({ name: file.name, sha256: source.sha256() });
}
