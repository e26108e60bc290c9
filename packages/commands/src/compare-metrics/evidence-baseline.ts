import { extname, resolve } from "node:path";
import { type ComparisonPredicate, parseComparison } from "@airworthy/comparison";
import { type InputFile, parseStatement, sha256, UserError } from "@airworthy/evidence";
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
  const predicate = parse(text, name);
  return { file: { name, sha256: sha256(text) }, predicate };
}

function parse(text: string, name: string): ComparisonPredicate {
  try {
    return parseComparison(parseStatement(text, name));
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError(
      `the baseline ${name} is neither a table nor an earlier comparison's evidence: ${cause.message}`,
      {
        remedy: "Rows are compared with rows (.jsonl, .csv, .parquet), or with the evidence of compare-metrics.",
        cause,
      },
    );
  }
}
