import { join } from "node:path";
import { jsonLines, writeWhole } from "../shared/write-file.ts";
import { readSentences } from "./sentences.ts";

export const OUTPUT = join(import.meta.dirname, "output");

/** Writes the sentences that the suite reads. */
export async function prepare(): Promise<void> {
  await writeWhole(join(OUTPUT, "sentences.jsonl"), jsonLines(readSentences()));
}

if (import.meta.main) await prepare();
