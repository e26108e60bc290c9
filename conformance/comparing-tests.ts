import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["packages/*/{src,fixtures,test}/**/*.test.ts", "test/{interop,vectors}/**/*.test.ts"];

/** The tests that note what agreed, from the top of the repository. */
export function comparingTests(): readonly string[] {
  return globSync(FOLDERS, { cwd: ROOT })
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => readFileSync(join(ROOT, path), "utf8").includes("harness/conforms.ts"));
}
