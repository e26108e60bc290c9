import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type JudgeOf,
  type Plan,
  type PlanOptions,
  parseSuite,
  planCodeSuite,
  planSuite,
  type SuitePorts,
} from "@airworthy/behavior";
import { readLines, readRows } from "@airworthy/data";
import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import { digestFile, readSmallFile } from "@airworthy/storage";
import { suitePath } from "./shipped-suites.ts";

const CODE = new Set([".js", ".mjs", ".cjs", ".ts", ".mts"]);

/** A suite ready to run, and what it is made from. */
export interface ReadPlan {
  readonly plan: Plan;
  readonly suite: InputFile;
  /** The files that its cases were read from, with their digests, once the suite has run. */
  dataFiles(signal: AbortSignal): Promise<readonly InputFile[]>;
}

export interface SuiteSource {
  /** As the user named it. */
  readonly file: string;
  readonly cwd: string;
  readonly judge: JudgeOf;
}

/**
 * Reads a suite: a YAML file, a JavaScript or TypeScript module whose default export is one, or the name of one that comes
 * with the runner. The files that it names are looked for from its folder. Throws a UserError that names the file, the line and the field.
 */
export async function readPlan({ file, cwd, judge }: SuiteSource, options: PlanOptions): Promise<ReadPlan> {
  const path = suitePath(file, cwd);
  const text = await readSmallFile(path, file);
  const tables = suiteTables(dirname(path));
  const ports = { ...tables.ports, judge };
  const plan = CODE.has(extname(file).toLowerCase())
    ? await planCodeSuite(await importSuite(path, file), file, ports, options)
    : await planSuite(parseSuite(text, file), file, ports, options);
  return { plan, suite: { name: file, sha256: sha256(text) }, dataFiles: (signal) => tables.digests(signal) };
}

/** Reads the files that a suite names, and remembers which those were. */
function suiteTables(folder: string) {
  const read = new Map<string, string>();
  const find = (name: string): string => {
    const path = resolve(folder, name);
    read.set(name, path);
    return path;
  };
  const ports: Omit<SuitePorts, "judge"> = {
    readRows: (name, columns) => readRows(find(name), columns === null ? { name } : { name, columns }),
    readText: (name) => readSmallFile(find(name), name),
    readLines: (name) => readLines(find(name), { name }),
  };
  const digests = async (signal: AbortSignal) => {
    const files: InputFile[] = [];
    for (const [name, path] of read) files.push({ name, sha256: await digestFile(path, name, signal) });
    return files;
  };
  return { ports, digests };
}

/** It is code, and runs with our rights, as a model's module does. */
async function importSuite(path: string, file: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(path).href);
    return typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new UserError(`the suite ${file} cannot be loaded: ${reason}`, { cause });
  }
}
