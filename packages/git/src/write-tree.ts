import type { Git } from "./git.ts";
import { shown } from "./names.ts";
import { GitProblem } from "./problem.ts";
import type { TreeItem, TreeLister } from "./tree-listing.ts";

export interface TreeChange {
  /** Texts by path from the root, with slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of files that go. */
  readonly deletions: readonly string[];
}

/** Names that git refuses in a tree or that lead out of it, and what Windows cannot check out. */
const FORBIDDEN = /^(\.{0,2}|\.git)$|[\0\\:]/i;

type Item = Omit<TreeItem, "size">;

/** A text, or null for a file that goes. */
type Changes = ReadonlyMap<string, string | null>;

/** What trees are read and written by. */
export interface TreeWriter {
  readonly git: Git;
  readonly list: TreeLister;
}

/** Writes the tree of a commit with changes, without an index; the new tree's SHA. Without a commit it starts empty. */
export async function writeTree(writer: TreeWriter, commit: string | null, change: TreeChange): Promise<string> {
  const { files, deletions } = change;
  const changes = new Map<string, string | null>([...deletions.map((path) => [path, null] as const), ...files]);
  for (const path of changes.keys()) {
    if (path.split("/").some((name) => FORBIDDEN.test(name))) {
      throw new GitProblem("invalid", `${shown(path)} can be no file of a tree`);
    }
  }
  const tree = await writeFolder(writer, commit, changes);
  return tree ?? (await writer.git.text(["mktree"], { input: "" }));
}

/** `tree` names the folder as it was; null where there was none. The new tree's SHA; null where nothing is left in it. */
async function writeFolder(writer: TreeWriter, tree: string | null, changes: Changes): Promise<string | null> {
  const { git, list } = writer;
  const items = new Map<string, Item>((tree === null ? [] : await list(tree)).map((item) => [item.name, item]));
  const below = new Map<string, Map<string, string | null>>();
  for (const [path, text] of changes) {
    const slash = path.indexOf("/");
    if (slash >= 0) {
      const [folder, rest] = [path.slice(0, slash), path.slice(slash + 1)];
      below.set(folder, (below.get(folder) ?? new Map<string, string | null>()).set(rest, text));
    } else if (text === null) items.delete(path);
    else items.set(path, await writeFile(git, path, text));
  }
  for (const [name, inside] of below) {
    const before = items.get(name);
    const object = await writeFolder(writer, before?.type === "tree" ? before.object : null, inside);
    // git has no empty folders.
    if (object === null) items.delete(name);
    else items.set(name, { mode: "040000", type: "tree", object, name });
  }
  if (items.size === 0) return null;
  const input = [...items.values()]
    .map(({ mode, type, object, name }) => `${mode} ${type} ${object}\t${name}\0`)
    .join("");
  return git.text(["mktree", "-z"], { input });
}

async function writeFile(git: Git, name: string, text: string): Promise<Item> {
  const object = await git.text(["hash-object", "-w", "--stdin"], { input: text });
  return { mode: "100644", type: "blob", object, name };
}
