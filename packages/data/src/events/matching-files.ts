import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { EventFile } from "./take-events.ts";

const ANY = "*";

/**
 * The files that paths name, relative to `cwd`, each once: a `*` in the last part of a path stands for any characters, of which a
 * leading dot is none. In the order of the paths, those of one path in the order of code units. Throws a UserError that names a path to
 * which no file, or no folder, belongs.
 */
export async function matchingFiles(paths: readonly string[], cwd: string): Promise<EventFile[]> {
  const found = new Map<string, EventFile>();
  for (const path of paths) {
    for (const name of await namesOf(path, cwd)) {
      const file = { path: resolve(cwd, name), name };
      if (!found.has(file.path)) found.set(file.path, file);
    }
  }
  return [...found.values()];
}

async function namesOf(path: string, cwd: string): Promise<string[]> {
  const pattern = basename(path);
  const folder = dirname(path);
  if (folder.includes(ANY)) {
    throw new UserError(`${path}: a ${ANY} is allowed in a file's name, not in its folders'`);
  }
  if (!pattern.includes(ANY)) return [path];
  const entries = await entriesOf(resolve(cwd, folder), path);
  const files = entries.filter((entry) => !entry.isDirectory() && matches(entry.name, pattern)).map(({ name }) => name);
  if (files.length === 0)
    throw new UserError(`no file is named ${path}`, { remedy: "Check the path's folder and name." });
  return files.sort(byCodeUnits).map((name) => join(folder, name));
}

async function entriesOf(folder: string, path: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new UserError(`no file is named ${path}: its folder cannot be read`, { cause });
  }
}

/** Whether a name is one of a pattern with a star: takes each part between stars where it first comes, which leaves the most to those behind it. */
export function matches(name: string, pattern: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const parts = pattern.split(ANY);
  const first = parts.shift() ?? "";
  const last = parts.pop() ?? "";
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
