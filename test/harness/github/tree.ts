import { createHash } from "node:crypto";

/** All files below a folder, by their path from there. */
export type Files = ReadonlyMap<string, Buffer>;

/** What names a tree: not git's own digest of it, but equal for equal files all the same. */
export function treeSha(files: Files): string {
  const hash = createHash("sha1").update("tree");
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** The files directly in a tree, and the folders with all that is below them. */
export function splitTree(files: Files): { readonly here: Files; readonly folders: ReadonlyMap<string, Files> } {
  const here = new Map<string, Buffer>();
  const folders = new Map<string, Map<string, Buffer>>();
  for (const [path, content] of files) {
    const slash = path.indexOf("/");
    if (slash < 0) here.set(path, content);
    else {
      const folder = folders.get(path.slice(0, slash)) ?? new Map<string, Buffer>();
      folders.set(path.slice(0, slash), folder.set(path.slice(slash + 1), content));
    }
  }
  return { here, folders };
}
