import { resolve } from "node:path";
import { readTable } from "@airworthy/data";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import type { ColumnRequest, Table } from "@airworthy/tables";

/** Reads a table's columns, and says how many rows it has. Throws a UserError that names file and line. */
export async function readShownTable(
  path: string,
  columns: readonly ColumnRequest[],
  ports: Ports,
  like: Table | null = null,
): Promise<Table> {
  const progress = ports.progress(`Reading ${path}`, null, "bytes");
  try {
    const table = await readTable({
      path: resolve(ports.cwd, path),
      name: path,
      columns,
      ...(like === null ? {} : { sameIdsAs: like.ids }),
      onBytes: (count) => {
        ports.signal.throwIfAborted();
        progress.advance(count);
      },
    });
    ports.log.info(`${path}: ${formatCounted(table.rows, "row")}, sha256 ${table.file.sha256}`);
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
  const own = await readShownTable(candidate, columns, ports);
  return {
    candidate: own,
    baseline: baseline === undefined ? null : await readShownTable(baseline, columns, ports, own),
  };
}
