import { lstat, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { sha256 } from "@airworthy/evidence";

/** The files below a folder: what each holds, as a digest; git's own are its affair. */
export type Tree = ReadonlyMap<string, string>;

/** Larger ones are inputs of a fault, and told by their size. */
const LARGEST = 64 * 1024 * 1024;

export async function readTree(folder: string): Promise<Tree> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const wanted = paths.map((path) => [path, relative(folder, path).replaceAll(sep, "/")] as const);
  const files = wanted
    .filter(([, name]) => !name.startsWith(".git/"))
    .map(async ([path, name]) => {
      const status = await lstat(path);
      if (!status.isFile()) return [name, "no file"] as const;
      if (status.size > LARGEST) return [name, `${status.size} bytes`] as const;
      return [name, sha256(await readFile(path))] as const;
    });
  return new Map((await Promise.all(files)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The paths that are new in `after`, or other than in `before`. */
export function changed(before: Tree, after: Tree): string[] {
  return [...after].filter(([path, digest]) => before.get(path) !== digest).map(([path]) => path);
}

/** The paths that are no more. */
export function removed(before: Tree, after: Tree): string[] {
  return [...before.keys()].filter((path) => !after.has(path));
}
