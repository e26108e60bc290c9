import { UserError } from "@airworthy/evidence";
import type { DraftSource } from "./case.ts";
import { type DataRow, type NamedRow, type RowContext, RowDrafts } from "./from-rows-drafts.ts";
import type { DataSpec } from "./from-rows-schema.ts";
import { shown } from "./from-rows-values.ts";

export type { DataRow, RowContext } from "./from-rows-drafts.ts";

/** The port to tables: a file's rows in order, in chunks, anew for every call. `columns` are all that is needed; null: every one. */
export type RowReader = (file: string, columns: readonly string[] | null) => AsyncIterable<readonly DataRow[]>;

/**
 * The rows of a table as drafts, in the file's order. The source throws a UserError that names the file and line for a column that
 * is missing, a cell that cannot be what it should, two rows of one id, and where no row is left.
 */
export function rowDrafts(data: DataSpec, readRows: RowReader, context: RowContext): DraftSource {
  return async function* drafts() {
    const reader = new RowDrafts(data, context);
    for await (const rows of readRows(data.file, reader.columns)) {
      const chunk = reader.read(rows, data.limit ?? Number.POSITIVE_INFINITY);
      if (reader.twice !== null) throw await twice(data, readRows, reader, reader.twice);
      if (chunk.length > 0) yield chunk;
      if (reader.count === data.limit) return;
    }
    if (reader.count > 0) return;
    const hint = data.where === undefined ? {} : { remedy: "See whether `where` asks for what the column holds." };
    throw new UserError(`${data.file}: no row is left to be a case`, hint);
  };
}

/** The ids of rows before are kept as hashes alone: the line of the first is found by reading once more. */
async function twice(data: DataSpec, readRows: RowReader, reader: RowDrafts, again: NamedRow): Promise<UserError> {
  const what = data.id === undefined ? "the same input" : `the id ${shown(again.id)}`;
  for await (const rows of readRows(data.file, reader.columns)) {
    const first = rows.find((row) => reader.isWanted(row) && reader.idOf(row) === again.id);
    if (first === undefined) continue;
    return new UserError(`${data.file}: lines ${first.line} and ${again.line} have ${what}`, {
      remedy: data.id === undefined ? "Remove one, or name a column of ids as `id`." : "An id is one row's alone.",
    });
  }
  return new UserError(`${data.file}: ${what} is there twice, and the file changed while it was read`);
}
