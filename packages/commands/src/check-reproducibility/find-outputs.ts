import { isUtf8 } from "node:buffer";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareCodePoints, UserError } from "@airworthy/evidence";
import { MOST_OUTPUTS, type PathPattern } from "@airworthy/governance";
import { shownPath } from "@airworthy/storage";

/** Something that patterns name in a folder. */
export interface FoundPath {
  /** Relative to the folder, with slashes. Untrusted text. */
  readonly path: string;
  readonly location: string;
  /** Links are not followed: they are no files, whatever they lead to. */
  readonly isFile: boolean;
  readonly bytes: number;
}

/**
 * Whatever the patterns name below a folder, folders aside, by code points of the path. Names that are no UTF-8 are taken for no
 * files, since no evidence can name them. Throws a UserError for more than can be recorded; `what` is the input's name.
 */
export async function findPaths(
  folder: string,
  patterns: readonly PathPattern[],
  what: string,
  signal: AbortSignal,
): Promise<readonly FoundPath[]> {
  const found: FoundPath[] = [];
  for await (const path of pathsBelow(folder, signal)) {
    if (!patterns.some((pattern) => pattern.matches(path.path))) continue;
    found.push(path);
    if (found.length > MOST_OUTPUTS) throw tooMany(what, folder);
  }
  return found.sort((a, b) => compareCodePoints(a.path, b.path));
}

/** Whatever is below a folder and no folder itself. */
async function* pathsBelow(folder: string, signal: AbortSignal): AsyncGenerator<FoundPath> {
  const folders = [""];
  for (let parent = folders.pop(); parent !== undefined; parent = folders.pop()) {
    signal.throwIfAborted();
    for (const bytes of await readdir(join(folder, parent), { encoding: "buffer" })) {
      const name = bytes.toString("utf8");
      const path = parent === "" ? name : `${parent}/${name}`;
      const location = join(folder, path);
      const stats = isUtf8(bytes) ? await lstat(location) : null;
      if (stats?.isDirectory() === true) folders.push(path);
      else yield { path, location, isFile: stats?.isFile() === true, bytes: stats?.size ?? 0 };
    }
  }
}

function tooMany(what: string, folder: string): UserError {
  return new UserError(`${what}: more than ${MOST_OUTPUTS} files match in ${shownPath(folder)}`, {
    remedy: "Name fewer, such as an archive of them or their digests.",
  });
}
