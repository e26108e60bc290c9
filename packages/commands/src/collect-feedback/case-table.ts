import { resolve } from "node:path";
import { matchingFiles } from "@airworthy/data";
import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import { readTextFile } from "@airworthy/storage";
import * as v from "valibot";

/** What a model was asked in a case, and what it answered. */
export interface KnownCase {
  readonly input: string;
  readonly output: string | null;
}

export interface CaseTables {
  readonly byId: ReadonlyMap<string, KnownCase>;
  readonly read: readonly InputFile[];
}

const MOST_BYTES = 256 * 1024 * 1024;

/** A line of test-behavior's `cases` file, or of a table that says the same in columns. Others are records: no case that text can speak of. */
const lineSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  input: v.string(),
  output: v.nullish(v.string()),
  prediction: v.nullish(v.string()),
  candidate: v.nullish(v.object({ prediction: v.nullish(v.string()) })),
});

/** Cases by their ids; of two of one id the first. Throws a UserError for a file that cannot be read, or is no JSON Lines. */
export async function readCases(patterns: readonly string[], cwd: string): Promise<CaseTables> {
  const byId = new Map<string, KnownCase>();
  const read: InputFile[] = [];
  for (const { path, name } of await matchingFiles(patterns, cwd)) {
    const text = await readTextFile(resolve(path), name, MOST_BYTES);
    read.push({ name, sha256: sha256(text) });
    for (const [index, line] of text.split("\n").entries()) {
      if (line.trim() === "") continue;
      const { success, output: row } = v.safeParse(lineSchema, parse(line, `${name}, line ${index + 1}`));
      if (!success || byId.has(row.id)) continue;
      byId.set(row.id, { input: row.input, output: row.output ?? row.prediction ?? row.candidate?.prediction ?? null });
    }
  }
  return { byId, read };
}

function parse(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UserError(`${where} is not JSON`, {
      remedy: "Give JSON Lines, such as the `cases` file of test-behavior.",
    });
  }
}
