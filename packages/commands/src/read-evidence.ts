import { glob, readFile, stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { compareCodePoints, parseStatement, type Statement, sha256, UserError } from "@airworthy/evidence";

/** A file that may be evidence, and what messages call it. */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
}

export interface ReadFile {
  readonly name: string;
  /** As it stands in the file: what a signature is over. */
  readonly text: string;
  readonly statement: Statement;
}

/** Far above what a real pipeline writes, be it in 256 shards; below what exhausts memory. */
const MAX_FILES = 400;
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * The files that match, in the order of their names, each once. Throws a UserError for a pattern without a match, since
 * what was meant to be reported would be missing, unless `mayBeEmpty`.
 */
export async function findEvidence(
  patterns: readonly string[],
  cwd: string,
  mayBeEmpty: boolean,
): Promise<FoundFile[]> {
  const paths = new Set<string>();
  for (const pattern of patterns) {
    let hasMatch = mayBeEmpty;
    for await (const path of glob(pattern, { cwd })) {
      hasMatch = true;
      paths.add(resolve(cwd, path));
      if (paths.size > MAX_FILES) throw tooMany(`more than ${MAX_FILES}`);
    }
    if (!hasMatch) throw noMatch(pattern, cwd);
  }
  return [...paths].sort(compareCodePoints).map((path) => ({ path, name: relative(cwd, path) || path }));
}

/**
 * Reads and parses the files. Of files with the same bytes only the first is kept: two artifacts may hold the same one.
 * Throws a UserError that names the file.
 */
export async function readEvidence(files: readonly FoundFile[]): Promise<ReadFile[]> {
  if (files.length > MAX_FILES) throw tooMany(String(files.length));
  const read = new Map<string, ReadFile>();
  for (const { path, name } of files) {
    const text = await readText(path, name);
    const digest = sha256(text);
    if (!read.has(digest)) read.set(digest, { name, text, statement: parseStatement(text, name) });
  }
  return [...read.values()];
}

async function readText(path: string, name: string): Promise<string> {
  try {
    const stats = await stat(path);
    // A pipe may never end.
    if (!stats.isFile()) throw new UserError(`${name} is not a file`);
    const { size } = stats;
    if (size > MAX_FILE_BYTES) throw new UserError(`${name} has ${size} bytes; ${MAX_FILE_BYTES} are allowed`);
    // Signatures are over the bytes: what is no UTF-8 would be signed as something else than it is.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function tooMany(count: string): UserError {
  return new UserError(`evidence: ${count} files match; ${MAX_FILES} are allowed`);
}

function noMatch(pattern: string, cwd: string): UserError {
  return new UserError(`evidence: no file matches ${JSON.stringify(pattern)} in ${cwd}`, {
    remedy:
      "Run the verbs that write evidence first, in this job, or collect what earlier jobs uploaded with `artifacts`.",
  });
}
