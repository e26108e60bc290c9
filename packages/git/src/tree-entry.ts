import { GitProblem } from "./problem.ts";

/** A file of a tree. */
export interface TreeFile {
  /** The name of its content. */
  readonly object: string;
  /** In bytes. */
  readonly size: number;
}

/** https://git-scm.com/docs/git-ls-tree: mode, type, object and size, a tab, the path; NUL ends it. */
const ENTRY = /^(\d{6}) ([a-z]+) ([0-9a-f]{40,64}) +(\d{1,15}|-)\t/;
const LINK = "120000";
const WORDS = new Map([
  ["tree", "a folder"],
  ["commit", "a submodule"],
]);

/** Reads what `git ls-tree -z --long` prints of one path. `where` names it. Throws a GitProblem unless it is a file. */
export function parseTreeEntry(text: string, where: string): TreeFile {
  if (text === "") throw new GitProblem("no-file", `${where}: there is no such file`);
  const [, mode, type = "", object = "", size] = ENTRY.exec(text) ?? [];
  if (mode === undefined) throw new GitProblem("failed", `${where}: git ls-tree printed something else than an entry`);
  const otherwise = mode === LINK ? "a symbolic link" : WORDS.get(type);
  if (otherwise !== undefined) throw new GitProblem("not-a-file", `${where} is ${otherwise}, not a file`);
  return { object, size: Number(size) };
}
