import { parse, resolve } from "node:path";
import { type PredictionTable, readPredictions } from "@airworthy/data";
import type { VersionRef } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { resolvePackage } from "../subject.ts";

/** What a user says of a version: its predictions, and who it is. */
export interface TableInput {
  readonly path: string;
  readonly package: string | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** What is read of a table, the same for both versions. */
export interface TableShape {
  readonly slices: readonly string[];
  readonly classes: readonly string[];
}

export interface OpenTable {
  readonly table: PredictionTable;
  /** The version that the predictions are of; the table's own digest stands for it where no package is given. */
  readonly version: VersionRef;
}

/** Reads a table and finds out which version it is of. Throws a UserError where either cannot be done. */
export async function openTable(input: TableInput & TableShape, ports: Ports): Promise<OpenTable> {
  // Its package first: a wrong path should not cost the reading of a table.
  const known = input.package === undefined ? null : await resolvePackage(input.package, ports.cwd);
  const table = await readTable(input, ports);
  ports.log.info(`${input.path}: ${formatCounted(table.rows, "row")}, sha256 ${table.file.sha256}`);
  const examined = {
    name: parse(input.path).name,
    version: null,
    sha256: table.file.sha256,
    digestOf: "input",
  } as const;
  const found = known ?? examined;
  return { table, version: { ...found, name: input.name ?? found.name, version: input.version ?? found.version } };
}

async function readTable(input: TableInput & TableShape, ports: Ports): Promise<PredictionTable> {
  const progress = ports.progress(`Reading ${input.path}`, null, "bytes");
  try {
    return await readPredictions({
      path: resolve(ports.cwd, input.path),
      name: input.path,
      slices: input.slices,
      classes: input.classes,
      onBytes: (count) => {
        ports.signal.throwIfAborted();
        progress.advance(count);
      },
    });
  } finally {
    progress.finish();
  }
}
