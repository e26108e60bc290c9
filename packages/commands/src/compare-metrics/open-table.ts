import { parse, resolve } from "node:path";
import { type PredictionTable, readPredictions } from "@airworthy/data";
import type { VersionRef } from "@airworthy/evidence";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { resolvePackage } from "../subject.ts";
import { asCalled, type VersionInput } from "../version-inputs.ts";

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
export async function openTable(input: VersionInput & TableShape, ports: Ports): Promise<OpenTable> {
  // Its package first: a wrong path should not cost the reading of a table.
  const known = input.package === undefined ? null : await resolvePackage(input.package, ports.cwd);
  const table = await readTable(input, ports);
  ports.log.info(`${input.source}: ${formatCounted(table.rows, "row")}, sha256 ${table.file.sha256}`);
  const examined = {
    name: parse(input.source).name,
    version: null,
    sha256: table.file.sha256,
    digestOf: "input",
  } as const;
  return { table, version: asCalled(known ?? examined, input) };
}

async function readTable(input: VersionInput & TableShape, ports: Ports): Promise<PredictionTable> {
  const progress = ports.progress(`Reading ${input.source}`, null, "bytes");
  try {
    return await readPredictions({
      path: resolve(ports.cwd, input.source),
      name: input.source,
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
