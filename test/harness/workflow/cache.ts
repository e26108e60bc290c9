import { cp, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The actions that keep files from run to run: both ways at once, or one of them. */
export const CACHE = /^actions\/cache(?:\/(?<way>restore|save))?@/;

type Inputs = Readonly<Record<string, string>>;

/** What a job sees of the files that runs keep for each other. */
export interface Cache {
  run(uses: string, inputs: Inputs): Promise<void>;
  /** What actions/cache does once a job has succeeded. */
  end(): Promise<void>;
}

/**
 * Stands in for GitHub's cache, which only a runner of GitHub's can reach, by a folder that has one for each key: kept once and
 * for ever, brought back by its key, else the newest whose key begins as one of `restore-keys` does.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
export function openCache(folder: string, workspace: string): Cache {
  const atEnd: Inputs[] = [];
  return {
    async run(uses, inputs) {
      const way = CACHE.exec(uses)?.groups?.["way"];
      if (way !== "save") await restore(folder, workspace, inputs);
      if (way === "save") await save(folder, workspace, inputs);
      if (way === undefined) atEnd.push(inputs);
    },
    async end() {
      for (const inputs of atEnd) await save(folder, workspace, inputs);
    },
  };
}

async function restore(folder: string, workspace: string, inputs: Inputs): Promise<void> {
  const { path = "", key = "", "restore-keys": prefixes = "" } = inputs;
  const keys = await keysIn(folder);
  const made = await Promise.all(keys.map(async (name) => ({ name, on: (await stat(join(folder, name))).mtimeMs })));
  const newest = made.toSorted((a, b) => b.on - a.on).map(({ name }) => name);
  const found = newest.find((name) => name === key) ?? newest.find((name) => beginsAsOne(name, prefixes));
  if (found !== undefined) await cp(join(folder, found), join(workspace, path), { recursive: true });
}

function beginsAsOne(name: string, prefixes: string): boolean {
  return prefixes.split("\n").some((prefix) => prefix !== "" && name.startsWith(prefix));
}

/** A key that is taken, or a path that is not there, is passed over with a warning. */
async function save(folder: string, workspace: string, { path = "", key = "" }: Inputs): Promise<void> {
  const keys = await keysIn(folder);
  const isThere = await stat(join(workspace, path)).catch(() => null);
  if (keys.includes(key) || isThere === null) return;
  await mkdir(folder, { recursive: true });
  await cp(join(workspace, path), join(folder, key), { recursive: true });
}

function keysIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((): string[] => []);
}
