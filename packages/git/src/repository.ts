import { posix } from "node:path";
import { type Ancestor, parseAncestors } from "./ancestors.ts";
import { checkRevision, pathInTree, SHA, shown } from "./names.ts";
import { GitProblem, shallowProblem, WHOLE_HISTORY } from "./problem.ts";
import { type GitSurroundings, runGit } from "./run-git.ts";
import { textOf } from "./text-of.ts";
import { parseTreeEntry } from "./tree-entry.ts";

/** A local repository, to be read only. Every method throws a GitProblem, or the signal's reason. */
export interface GitRepository {
  /** Whether the clone lacks part of its history. */
  readonly isShallow: boolean;
  /** The path from the repository's root, with slashes, of a path that is relative to the opened folder, or absolute. */
  pathInTree(path: string): string;
  /** The full SHA of the commit that a branch, a tag or a SHA names. */
  resolve(revision: string): Promise<string>;
  /** The SHA of the best common ancestor of two commits. Never guessed: in a shallow clone there is no answer. */
  mergeBase(one: string, other: string): Promise<string>;
  /**
   * The commit itself, then its first parent, that one's first parent, and so on: at most so many, nearest first; with a
   * path, relative to the opened folder or absolute, only those that changed the file there.
   */
  ancestors(commit: string, most: number, path?: string): Promise<readonly Ancestor[]>;
  /** A file as it was committed; `path` is relative to the folder that the repository was opened in, or absolute. */
  showFile(commit: string, path: string, mostBytes?: number): Promise<Uint8Array>;
}

/** GitHub blocks larger files: https://docs.github.com/en/repositories/working-with-files/managing-large-files. */
export const MOST_FILE_BYTES = 100 * 1024 * 1024;

/** More than any answer but a file's content takes. */
const ANSWER_BYTES = 1024 * 1024;

/** Opens the repository that an absolute path of a folder is in. Throws a GitProblem where there is none, or no git. */
export async function openRepository(folder: string, surroundings: GitSurroundings): Promise<GitRepository> {
  const git = (args: readonly string[], most = ANSWER_BYTES) => runGit(folder, args, surroundings, most);
  const lines = textOf(await git(["rev-parse", "--show-prefix", "--is-shallow-repository"]), folder).split("\n");
  const isShallow = lines.at(-1) === "true";
  const prefix = lines.slice(0, -1).join("\n");

  async function resolveCommit(revision: string): Promise<string> {
    checkRevision(revision);
    const run = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
    const sha = run.stdout.toString("utf8").trimEnd();
    if (run.code === 0 && SHA.test(sha)) return sha;
    throw new GitProblem("unknown-revision", `${shown(revision)} is no commit in the clone at ${folder}`, {
      remedy: isShallow ? WHOLE_HISTORY : "Check the name, and that it was fetched.",
    });
  }

  /** git takes the paths of a search from the folder that it runs in. */
  function pathHere(path: string): string {
    return posix.relative(`/${prefix}`, `/${pathInTree(path, folder, prefix)}`);
  }

  return {
    isShallow,
    pathInTree: (path) => pathInTree(path, folder, prefix),
    resolve: resolveCommit,
    async mergeBase(one, other) {
      const [a, b] = [await resolveCommit(one), await resolveCommit(other)];
      // Where the history is cut off, a nearer common ancestor may be hidden.
      if (isShallow) throw shallowProblem(`The merge base of ${one} and ${other} cannot be told`);
      const run = await git(["merge-base", a, b]);
      if (run.code !== 1 || run.stdout.length > 0) return textOf(run, folder);
      throw new GitProblem("unrelated", `${one} and ${other} have no common ancestor`);
    },
    async ancestors(commit, most, path) {
      const sha = await resolveCommit(commit);
      const changing = path === undefined ? [] : ["--", pathHere(path)];
      const args = ["rev-list", "--first-parent", `--max-count=${most}`, "--timestamp", sha, ...changing];
      const found = parseAncestors(textOf(await git(args), folder));
      if (isShallow && found.length < most) throw shallowProblem(`The commits before ${commit} cannot be told`);
      return found;
    },
    async showFile(commit, path, mostBytes = MOST_FILE_BYTES) {
      const sha = await resolveCommit(commit);
      const where = `${shown(path)} at ${commit}`;
      const inTree = pathInTree(path, folder, prefix);
      const listing = await git(["ls-tree", "-z", "--long", "--full-tree", "--end-of-options", sha, inTree]);
      const { object, size } = parseTreeEntry(textOf(listing, folder), where);
      if (!(size <= mostBytes)) {
        throw new GitProblem("too-large", `${where} has ${size} bytes; at most ${mostBytes} are allowed`);
      }
      const content = await git(["cat-file", "blob", object], size);
      if (content.code === 0 && content.stdout.length === size) return content.stdout;
      throw new GitProblem("failed", `${where} is not in the clone: ${content.stderr}`, {
        remedy: "A partial clone lacks contents; fetch it without a filter.",
      });
    },
  };
}
