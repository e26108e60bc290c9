import { resolve } from "node:path";
import { readTable } from "@airworthy/data";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import type { ColumnRequest, Table } from "@airworthy/tables";

export interface TableToRead {
  readonly path: string;
  /** What messages and evidence call it. */
  readonly name: string;
  readonly columns: readonly ColumnRequest[];
  /** A table whose ids this one may well share. */
  readonly like: Table | null;
}

/** Reads a table's columns, and says how many rows it has. Throws a UserError that names file and line. */
export async function readShownTable({ path, name, columns, like }: TableToRead, ports: Ports): Promise<Table> {
  const progress = ports.progress(`Reading ${name}`, null, "bytes");
  try {
    const table = await readTable({
      path: resolve(ports.cwd, path),
      name,
      columns,
      ...(like === null ? {} : { sameIdsAs: like.ids }),
      onBytes: (count) => {
        ports.signal.throwIfAborted();
        progress.advance(count);
      },
    });
    ports.log.info(`${name}: ${formatCounted(table.rows, "row")}, sha256 ${table.file.sha256}`);
    return table;
  } finally {
    progress.finish();
  }
}

/** The same of the baseline's, where there is one. */
export async function readBoth(
  candidate: string,
  baseline: string | undefined,
  columns: readonly ColumnRequest[],
  ports: Ports,
): Promise<{ candidate: Table; baseline: Table | null }> {
  const read = (path: string, like: Table | null) => readShownTable({ path, name: path, columns, like }, ports);
  const own = await read(candidate, null);
  return { candidate: own, baseline: baseline === undefined ? null : await read(baseline, own) };
}
