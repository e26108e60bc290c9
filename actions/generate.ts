// Writes what follows from the verbs' definitions: each action.yml, and the tables of the READMEs.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { commands } from "@airworthy/commands";
import { generatedFiles } from "../build/generated-files.ts";

const root = resolve(import.meta.dirname, "..");

for (const { path, content } of generatedFiles(root, commands)) {
  const file = join(root, path);
  if (readOrNothing(file) === content) continue;
  writeFileSync(file, content);
  console.log(`written: ${path}`);
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
