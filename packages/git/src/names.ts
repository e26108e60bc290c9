import { posix, relative, resolve, sep } from "node:path";
import { GitProblem } from "./problem.ts";

/** A commit's SHA-1, or SHA-256 in repositories that use it. */
export const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** https://git-scm.com/docs/git-check-ref-format and gitrevisions: names with ~, ^ and @{…}, but no path and no search. */
const REVISION = /^(?!.*\{\/)[^\p{Cc}\s:?*[\\-][^\p{Cc}\s:?*[\\]{0,254}$/u;
/** As Linux limits a path. */
const PATH_CHARACTERS = 4_096;

/** Throws a GitProblem unless the text can be the name of a commit, and nothing else that git could take it for. */
export function checkRevision(revision: string): void {
  if (REVISION.test(revision)) return;
  throw new GitProblem(
    "invalid",
    `${shown(revision)} cannot name a commit; a branch, a tag or a SHA is allowed, which begins with no "-" and has ` +
      "no white space and none of : ? * [ \\ {/",
  );
}

/**
 * The path in a tree, from its root and with slashes, of a path that is relative to `folder` or absolute; `prefix` is
 * where the folder is in the tree, such as "" or "data/". Throws a GitProblem for one that leads out of the tree.
 */
export function pathInTree(path: string, folder: string, prefix: string): string {
  const local = relative(folder, resolve(folder, path)).split(sep).join("/");
  const inTree = posix.normalize(prefix + local);
  const isInside = inTree !== "." && inTree !== "./" && inTree !== ".." && !inTree.startsWith("../");
  const isPlain = !/\0/.test(inTree) && inTree.length <= PATH_CHARACTERS && !posix.isAbsolute(inTree);
  // On Windows a path of another drive stays whole.
  if (isInside && isPlain && !/^[a-z]:/i.test(local)) return inTree.replace(/\/$/, "");
  throw new GitProblem("invalid", `${shown(path)} is no file in the repository at ${folder}`);
}

/** A name for a message, on one line and cut. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
