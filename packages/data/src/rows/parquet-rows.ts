import { UserError } from "@airworthy/evidence";
import { missingColumn } from "../column-role.ts";
import { FileSource } from "../file-source.ts";
import { ParquetProcess } from "./parquet-process.ts";
import type { Row, RowOptions } from "./row.ts";

/**
 * The rows of a Parquet file, decoded row group by row group in a process of its own, which a hostile file can end or exhaust
 * without harm. Throws a UserError that names the file.
 */
export async function* parquetRows(
  path: string,
  { name, columns: wanted, onBytes }: RowOptions,
): AsyncGenerator<readonly Row[]> {
  await checkReadable(path, name);
  await using reader = new ParquetProcess();
  const opened = await ask(() => reader.ask({ open: path, columns: wanted ?? null }));
  if (opened.kind !== "opened") throw new Error(`a reader answered ${opened.kind}`);
  const { columns, known } = opened;
  const missing = wanted?.find((column) => !known.includes(column));
  if (missing !== undefined) throw missingColumn(missing, known, name);
  for (let line = 1; ; ) {
    const reply = await ask(() => reader.ask("next"));
    if (reply.kind !== "rows") return;
    onBytes?.(reply.bytes);
    yield rowsOf(reply.values, reply.count, columns, line);
    line += reply.count;
  }

  async function ask(send: () => ReturnType<ParquetProcess["ask"]>) {
    const reply = await send();
    if (reply.kind !== "problem") return reply;
    throw new UserError(`${name} cannot be read as Parquet: ${reply.problem}`, {
      remedy: "Write the table anew, with smaller row groups if it is large, or as JSON Lines.",
    });
  }
}

/** For the words that every reader of files has for one that is not there. */
async function checkReadable(path: string, name: string): Promise<void> {
  await using _ = await FileSource.open(path, name, () => {});
}

function rowsOf(
  values: readonly (readonly unknown[])[],
  count: number,
  columns: readonly string[],
  first: number,
): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    line: first + index,
    values: new Map(columns.map((column, at) => [column, values[at]?.[index] ?? null])),
  }));
}
