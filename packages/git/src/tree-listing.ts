import type { Git } from "./git.ts";
import { GitProblem } from "./problem.ts";
import { decodeUtf8 } from "./utf8.ts";

/** An entry of a tree: a file, a folder, or something else, such as a link. */
export interface TreeItem {
  readonly mode: string;
  readonly type: string;
  readonly object: string;
  /** In bytes, of files; else NaN. */
  readonly size: number;
  readonly name: string;
}

/** Lists trees by their objects' names, each asked for once. */
export type TreeLister = (tree: string) => Promise<readonly TreeItem[]>;

/** A folder of a hundred thousand files. */
const LISTING_BYTES = 32 * 1024 * 1024;

/** https://git-scm.com/docs/git-ls-tree: mode, type, object and size, a tab, the name. */
const ITEM = /^(\d{6}) ([a-z]+) ([0-9a-f]{40,64}) +(\d{1,15}|-)\t(.+)$/s;

/** Throws a GitProblem where a tree is not there, as in a partial clone: what cannot be seen is not taken for nothing. */
export function treeLister(git: Git): TreeLister {
  const listed = new Map<string, Promise<readonly TreeItem[]>>();
  return (tree) => {
    const items = listed.get(tree) ?? listTree(git, tree);
    listed.set(tree, items);
    return items;
  };
}

async function listTree(git: Git, tree: string): Promise<readonly TreeItem[]> {
  const args = ["ls-tree", "-z", "--long", "--full-tree", "--end-of-options", tree];
  const { code, stdout, stderr } = await git.run(args, { most: LISTING_BYTES });
  if (code !== 0) {
    throw new GitProblem("failed", `The tree ${tree} is not in the clone: ${stderr}`, {
      remedy: "A partial clone lacks contents; fetch it without a filter.",
    });
  }
  const lines = decodeUtf8(stdout, `A name in the tree ${tree}`).split("\0");
  return lines.filter((line) => line !== "").map(parseItem);
}

function parseItem(line: string): TreeItem {
  const [, mode = "", type = "", object = "", size, name] = ITEM.exec(line) ?? [];
  if (name === undefined) throw new GitProblem("failed", "git ls-tree printed something else than entries");
  return { mode, type, object, size: Number(size), name };
}
