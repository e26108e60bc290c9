import { mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { REPOSITORY } from "../../harness/action-manifest.ts";
import { countsOf, type Note } from "./counts-of.ts";
import { docsTable, told, withTable } from "./docs-table.ts";
import { FAMILIES } from "./families.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The file that every run under a fault is noted in. */
    faultLog: string;
    /** Whether docs/faults.md is to be written rather than held. */
    updatesFaults: boolean;
  }
}

/** Gives the tests a file to count in; at the end the sum is printed. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = join(await mkdtemp(join(tmpdir(), "airworthy-faults-")), "runs.jsonl");
  await writeFile(log, "");
  project.provide("faultLog", log);
  const isUpdate = project.vitest.config.snapshotOptions.updateSnapshot === "all";
  project.provide("updatesFaults", isUpdate);
  return async () => {
    const notes = countsOf(await readFile(log, "utf8"));
    process.stdout.write(`${told(notes)}\n`);
    const ran = new Set(notes.map(({ family }) => family));
    if (isUpdate && Object.keys(FAMILIES).every((family) => ran.has(family))) await writePage(notes);
  };
}

async function writePage(notes: readonly Note[]): Promise<void> {
  const page = join(REPOSITORY, "docs", "faults.md");
  const temporary = `${page}.tmp`;
  await writeFile(temporary, withTable(await readFile(page, "utf8"), docsTable(notes)));
  await rename(temporary, page);
}
