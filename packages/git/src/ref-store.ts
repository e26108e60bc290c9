import { type Git, gitIn } from "./git.ts";
import { checkRevision, shown } from "./names.ts";
import { GitProblem } from "./problem.ts";
import { readTree } from "./read-tree.ts";
import type { GitSurroundings } from "./run-git.ts";
import { treeLister } from "./tree-listing.ts";
import { type TreeChange, writeTree } from "./write-tree.ts";

/** A tree of text files that a ref of a local repository points to. Every method throws a GitProblem, or the signal's reason. */
export interface GitRefStore {
  readonly ref: string;
  /** The ref as it stands now; as it stood when it was fetched of `origin`, where that is further on or it is not here. */
  open(): Promise<GitRefState>;
}

export interface GitRefState {
  /** The commit's SHA; null where there is no such ref. */
  readonly tip: string | null;
  /** The names of the files directly in a folder, sorted; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** A file's text; null where there is none. Throws for more bytes than allowed, and for what is no UTF-8. */
  read(path: string, mostBytes: number): Promise<string | null>;
  /** Commits on top of this state and moves the ref: the new commit's SHA; null where the ref has moved since. */
  commit(change: GitRefChange): Promise<string | null>;
}

export interface GitRefChange extends TreeChange {
  readonly message: string;
}

/** Who it says has written: a runner's git has no name of its own, and a person's has nothing to do with it. */
const OURS = ["user.name=airworthy", "user.email=airworthy@users.noreply.github.com", "commit.gpgSign=false"].flatMap(
  (setting) => ["-c", setting],
);
const BRANCHES = "refs/heads/";
const ORIGIN = "refs/remotes/origin/";

/** How git says that the ref is no longer what it was, or that somebody is writing it right now. */
const MOVED = /but expected|reference already exists|unable to resolve reference '[^']*'$|\.lock': File exists/m;

/**
 * Opens a ref of the repository that a folder is in. Neither the work tree nor the index is touched. Throws a GitProblem where
 * there is no repository, and where the ref is checked out, whose work tree would no longer be what it points to.
 */
export async function openRefStore(folder: string, ref: string, surroundings: GitSurroundings): Promise<GitRefStore> {
  checkRevision(ref);
  if (!/^refs\/[^/]+\/./.test(ref)) throw new GitProblem("invalid", `${shown(ref)} is no whole name of a ref`);
  const git = gitIn(folder, surroundings);
  const trees = await git.text(["worktree", "list", "--porcelain"]);
  if (trees.split("\n").includes(`branch ${ref}`)) {
    throw new GitProblem("invalid", `${ref} is checked out; it is written without a work tree`, {
      remedy: "Check out another branch, or name another ref.",
    });
  }
  return { ref, open: async () => stateOf(git, ref, await findTip(git, ref)) };
}

interface Tip {
  /** What the next commit is on top of. */
  readonly tip: string | null;
  /** What the ref must still be when it is moved; null where it must not be there. */
  readonly expected: string | null;
}

async function findTip(git: Git, ref: string): Promise<Tip> {
  const here = await resolve(git, ref);
  const fetched = ref.startsWith(BRANCHES) ? await resolve(git, ORIGIN + ref.slice(BRANCHES.length)) : null;
  if (here === null || fetched === null) return { tip: here ?? fetched, expected: here };
  // On top of what is behind, the next push would be refused.
  const { code } = await git.run(["merge-base", "--is-ancestor", here, fetched]);
  return { tip: code === 0 ? fetched : here, expected: here };
}

/** Null where there is no such ref; what is broken, or points to something else than a commit here, is not taken for none. */
async function resolve(git: Git, ref: string): Promise<string | null> {
  const run = await git.run(["for-each-ref", "--format=%(refname) %(objecttype) %(objectname)", ref]);
  const lines = run.stdout.toString("utf8").split("\n");
  const [, type, sha = ""] = lines.map((line) => line.trim().split(" ")).find(([name]) => name === ref) ?? [];
  const isBroken = run.code !== 0 || /broken ref/.test(run.stderr);
  if (type === undefined && !isBroken) return null;
  if (type === "commit" && !isBroken) return sha;
  const why = isBroken ? run.stderr : `it points to a ${type}`;
  throw new GitProblem("failed", `${ref} is no commit in the clone: ${why}`, {
    remedy: "Fetch it anew, or delete it.",
  });
}

function stateOf(git: Git, ref: string, { tip, expected }: Tip): GitRefState {
  const list = treeLister(git);
  return {
    tip,
    ...readTree(git, list, tip),
    async commit({ message, ...change }) {
      const tree = await writeTree({ git, list }, tip, change);
      const parents = tip === null ? [] : ["-p", tip];
      const commit = await git.text([...OURS, "commit-tree", tree, ...parents, "-m", message]);
      const none = "0".repeat(commit.length);
      const moving = await git.run([...OURS, "update-ref", "-m", "airworthy", ref, commit, expected ?? none]);
      if (moving.code === 0) return commit;
      if (MOVED.test(moving.stderr)) return null;
      throw new GitProblem("failed", `${ref} could not be written: ${moving.stderr}`);
    },
  };
}
