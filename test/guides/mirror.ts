import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { GitHubState } from "../harness/github/index.ts";
import type { Reader } from "./reader.ts";

export const MAIN = "refs/heads/main";

/** Keeps the stand-in for GitHub and the bare repository that the reader pushes to alike. */
export interface Mirror {
  /** Brings what was pushed to the stand-in. */
  takePushed(): Promise<void>;
  /** What an action committed to main becomes a commit that the reader can pull. */
  bringBack(): Promise<void>;
}

/** `folder` has room for clones: an absolute path. */
export function createMirror(reader: Reader, state: GitHubState, folder: string): Mirror {
  const inOrigin = (...args: string[]) => reader.git("-C", reader.origin, ...args);

  async function takeCommits(tip: string): Promise<void> {
    for (const line of linesOf(await inOrigin("rev-list", "--reverse", "--parents", tip))) {
      const [sha = "", ...parents] = line.split(" ");
      if (state.commits.some((commit) => commit.sha === sha)) continue;
      const committedOn = (await inOrigin("show", "--no-patch", "--format=%cI", sha)).trim();
      state.commits.push({ sha, parents, committedOn, files: await filesOf(sha) });
    }
  }

  async function filesOf(sha: string): Promise<ReadonlyMap<string, Buffer>> {
    const clone = await cloneAt(sha);
    const entries = await readdir(clone, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const files = new Map<string, Buffer>();
    for (const path of paths) {
      const name = relative(clone, path).split(sep).join("/");
      if (!name.startsWith(".git/")) files.set(name, await readFile(path));
    }
    return files;
  }

  async function cloneAt(sha: string): Promise<string> {
    const clone = await mkdtemp(join(folder, "clone-"));
    await reader.git("clone", "--quiet", reader.origin, clone);
    await reader.git("-C", clone, "checkout", "--quiet", sha);
    return clone;
  }

  async function takePushed(): Promise<void> {
    for (const line of linesOf(await inOrigin("show-ref", "--heads"))) {
      const [sha = "", ref = ""] = line.split(" ");
      await takeCommits(sha);
      state.refs.set(ref, sha);
    }
    for (const pull of state.pulls) {
      pull.head = { ...pull.head, sha: state.refs.get(`refs/heads/${pull.head.ref}`) ?? pull.head.sha };
    }
  }

  return {
    takePushed,
    async bringBack() {
      const commit = state.commits.find(({ sha }) => sha === state.refs.get(MAIN));
      const pushed = (await inOrigin("rev-parse", MAIN)).trim();
      if (commit === undefined || commit.sha === pushed) return;
      const clone = await cloneAt("main");
      for (const [path, content] of commit.files) {
        await mkdir(dirname(join(clone, path)), { recursive: true });
        await writeFile(join(clone, path), content);
      }
      await reader.git("-C", clone, "add", "--all");
      await reader.git("-C", clone, "commit", "--quiet", "--message", commit.message ?? "");
      await reader.git("-C", clone, "push", "--quiet", "origin", "main");
      await takePushed();
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}
