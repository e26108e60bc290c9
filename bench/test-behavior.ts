import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { checklistRow, promptfooRow } from "./test-behavior/against-peers.ts";
import { casesFile } from "./test-behavior/cases-file.ts";
import { memoryRow } from "./test-behavior/memory.ts";
import { overheadRows } from "./test-behavior/overhead.ts";
import { wholeProcessRow } from "./test-behavior/whole-process.ts";

/** A run as a whole on a real model; the runner's own share of a case; and the same cases through the peers. */
export async function bench(): Promise<BenchRow[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-bench-"));
  const file = await casesFile(folder.path);
  return [
    await wholeProcessRow(file, folder.path),
    await memoryRow(file, folder.path),
    ...(await overheadRows(folder.path)),
    await promptfooRow(file, folder.path),
    await checklistRow(file),
  ];
}
