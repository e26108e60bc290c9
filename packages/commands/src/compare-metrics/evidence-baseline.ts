import { extname, resolve } from "node:path";
import { type ComparisonPredicate, parseComparison } from "@airworthy/comparison";
import { type InputFile, parseStatement, sha256 } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { readTextFile } from "@airworthy/storage";
import type { OpenBaseline } from "./open-baseline.ts";

/** As large as post-report takes evidence. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether a table's baseline is no table but what an earlier comparison found. */
export function isEvidence(path: string): boolean {
  return extname(path).toLowerCase() === ".json";
}

/** The evidence of an earlier comparison. Throws a UserError that names the file where it is none. */
export async function readComparison(
  { path, name }: OpenBaseline,
  { cwd }: Ports,
): Promise<{ file: InputFile; predicate: ComparisonPredicate }> {
  const text = await readTextFile(resolve(cwd, path), name, MOST_BYTES);
  const predicate = parseComparison(parseStatement(text, name));
  return { file: { name, sha256: sha256(text) }, predicate };
}
