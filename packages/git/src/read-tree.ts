import type { Git } from "./git.ts";
import { shown } from "./names.ts";
import { GitProblem } from "./problem.ts";
import type { GitRefState } from "./ref-store.ts";
import type { TreeItem, TreeLister } from "./tree-listing.ts";
import { decodeUtf8 } from "./utf8.ts";

const FILE_MODES = ["100644", "100755"];

/** Reads the files of a commit; of no commit there are none. */
export function readTree(git: Git, list: TreeLister, commit: string | null): Pick<GitRefState, "list" | "read"> {
  /** What is directly in a folder; "" is the root. */
  async function itemsOf(folder: string): Promise<readonly TreeItem[]> {
    if (commit === null) return [];
    let items = await list(commit);
    for (const part of folder.split("/").filter((each) => each !== "")) {
      const below = items.find(({ name, type }) => name === part && type === "tree");
      if (below === undefined) return [];
      items = await list(below.object);
    }
    return items;
  }

  return {
    async list(folder) {
      const items = await itemsOf(folder);
      return items.filter(({ mode }) => FILE_MODES.includes(mode)).map(({ name }) => name);
    },
    async read(path, mostBytes) {
      const slash = path.lastIndexOf("/");
      const items = await itemsOf(path.slice(0, Math.max(0, slash)));
      const item = items.find(({ name }) => name === path.slice(slash + 1));
      if (item === undefined) return null;
      const where = `${shown(path)} at ${commit}`;
      if (!FILE_MODES.includes(item.mode)) throw new GitProblem("not-a-file", `${where} is not a file`);
      const { object, size } = item;
      if (!(size <= mostBytes)) {
        throw new GitProblem("too-large", `${where} has ${size} bytes; at most ${mostBytes} are allowed`);
      }
      const content = await git.run(["cat-file", "blob", object], { most: size });
      if (content.code !== 0) throw new GitProblem("failed", `${where} is not in the clone: ${content.stderr}`);
      return decodeUtf8(content.stdout, where);
    },
  };
}
