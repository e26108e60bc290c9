import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { readRows } from "@airworthy/data";
import type { InputFile } from "@airworthy/evidence";
import { type Gates, measurePersonalData, tabulatePersonalData } from "@airworthy/governance";
import {
  createScanner,
  createTally,
  type Field,
  type ScanCounts,
  type Tally,
  valueHash,
} from "@airworthy/personal-data";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { readTextFile } from "@airworthy/storage";
import type { Examined } from "./examined.ts";
import { findTexts } from "./find-texts.ts";
import type { Inputs } from "./inputs.ts";

/** A text is searched in one piece, since keys span lines. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;
const SALT_BYTES = 32;
const TABLE = /\.(jsonl|ndjson|csv)(\.gz)?$|\.(parquet|pq)$/i;

/** Personal data and secrets in files: counts, and salted hashes where a salt is given, never a value. */
export async function examineTexts(
  patterns: readonly string[],
  inputs: Inputs,
  { gateOf }: Gates,
  ports: Ports,
): Promise<Examined> {
  const scanner = createScanner({});
  const salt = inputs.salt === undefined ? randomBytes(SALT_BYTES) : Buffer.from(inputs.salt);
  const scan = async (input: string, given: readonly string[]) => {
    const tally = createTally(scanner, valueHash(salt));
    const files = await findTexts(input, given, ports);
    const read: InputFile[] = [];
    for (const file of files) read.push(await scanFile(file, tally, ports));
    return { counts: tally.counts(), read };
  };
  const candidate = await scan("texts", patterns);
  const before = inputs["baseline-texts"];
  const baseline = before === undefined ? null : await scan("baseline-texts", before);
  const found = { candidate: candidate.counts, baseline: baseline?.counts ?? null };
  const options = { ...found, where: null, isSalted: inputs.salt !== undefined, level: inputs.level, gateOf };
  return {
    measures: measurePersonalData(options),
    tables: tabulatePersonalData(options),
    facts: [searchedText(candidate.counts, candidate.read)],
    candidate: candidate.read,
    baseline: baseline?.read ?? [],
  };
}

async function scanFile(name: string, tally: Tally, ports: Ports): Promise<InputFile> {
  const path = resolve(ports.cwd, name);
  if (TABLE.test(name)) {
    const columns = new Set<string>();
    for await (const rows of readRows(path, { name, onBytes: () => ports.signal.throwIfAborted() })) {
      for (const { values } of rows)
        tally.add([...values].flatMap(([column, value]) => fieldsOf(column, value, columns)));
    }
    return { name, sha256: await digestOf(path) };
  }
  tally.add([{ name: "", text: await readTextFile(path, name, MOST_TEXT_BYTES) }]);
  return { name, sha256: await digestOf(path) };
}

/** The column's own name too where it is new: a table without a header, or with people as keys, has values there. */
function fieldsOf(name: string, value: unknown, columns: Set<string>): readonly Field[] {
  const field = { name, text: typeof value === "string" ? value : (JSON.stringify(value) ?? "") };
  if (columns.size === columns.add(name).size) return [field];
  return [{ name: "", text: name }, field];
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

function searchedText({ rows }: ScanCounts, files: readonly InputFile[]): string {
  return `${formatCounted(rows, "text")} of ${formatCounted(files.length, "file")} searched for personal data`;
}
