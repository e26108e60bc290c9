import { join } from "node:path";
import { jsonLines, writeWhole } from "../shared/write-file.ts";
import { type ListRow, rank } from "./lists.ts";
import { trainClicks } from "./models/clicks.ts";
import { trainNeighbours } from "./models/neighbours.ts";
import { createPlatform } from "./platform.ts";

export const OUTPUT = join(import.meta.dirname, "output");

export interface Prepared {
  readonly baseline: readonly ListRow[];
  readonly candidate: readonly ListRow[];
}

/** Trains both versions, and writes the lists that each ranks for every viewer. */
export async function prepare(into = OUTPUT): Promise<Prepared> {
  const platform = createPlatform();
  const lists = {
    baseline: rank(platform, trainNeighbours(platform)),
    candidate: rank(platform, trainClicks(platform)),
  };
  for (const version of ["baseline", "candidate"] as const) {
    await writeWhole(join(into, `lists-${version}.jsonl`), jsonLines(lists[version]));
  }
  return lists;
}

if (import.meta.main) await prepare();
