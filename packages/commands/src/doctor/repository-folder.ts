import { readdir, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { RepositoryText } from "@airworthy/diagnosis";
import { UserError } from "@airworthy/evidence";
import { errorCode, fileError, readTextFile, shownPath } from "@airworthy/storage";

/** The folder that is looked at. Nothing outside of it is read, whatever its files name. */
export interface RepositoryFolder {
  /** An absolute path. */
  readonly root: string;
  /** Whether there is a file or folder of that path; null for a path that leads elsewhere. */
  has(path: string): Promise<boolean | null>;
  /** A file's text; null where there is none. Throws a UserError where it cannot be read, is too large, or leads elsewhere. */
  read(path: string, mostBytes?: number): Promise<RepositoryText | null>;
  /** The paths of a folder's entries whose names match; none where there is no such folder. Throws a UserError where it cannot be read, or leads elsewhere. */
  names(folder: string, pattern: RegExp): Promise<readonly string[]>;
}

const MOST_BYTES = 16 * 1024 * 1024;

/** Throws a UserError where there is no such folder. */
export async function openRepositoryFolder(folder: string): Promise<RepositoryFolder> {
  const root = await realpath(folder).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory()) {
    throw new UserError(`--directory: there is no folder ${shownPath(folder)}`);
  }
  /** Where a path leads to; null where nothing is there. */
  const placeOf = async (path: string): Promise<string | null> =>
    realpath(resolve(root, path)).catch((error: unknown) => {
      if (["ENOENT", "ENOTDIR"].includes(errorCode(error))) return null;
      throw fileError(error, "read", path);
    });
  return {
    root,
    async has(path) {
      if (!isWithin(root, resolve(root, path))) return null;
      const place = await placeOf(path);
      if (place === null) return false;
      return isWithin(root, place) ? true : null;
    },
    async read(path, mostBytes = MOST_BYTES) {
      const place = await placeOf(path);
      if (place === null) return null;
      refuseOutside(root, place, path);
      return { path, text: await readTextFile(place, path, mostBytes) };
    },
    async names(path, pattern) {
      const place = await placeOf(path);
      if (place === null) return [];
      refuseOutside(root, place, path);
      const names = await readdir(place).catch((cause: unknown) => {
        throw new UserError(`cannot read the folder ${shownPath(path)}`, { cause });
      });
      return names
        .filter((name) => pattern.test(name))
        .sort()
        .map((name) => join(path, name).split(sep).join("/"));
    },
  };
}

function refuseOutside(root: string, place: string, path: string): void {
  if (!isWithin(root, place)) throw new UserError(`${shownPath(path)} leads out of the repository, and is not read`);
}

function isWithin(root: string, place: string): boolean {
  const way = relative(root, place);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(root, way) === place);
}
