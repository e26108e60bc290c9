import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";
import type { Origin } from "./assemble-tree.ts";
import { firstDifference } from "./compare-folders.ts";
import { linkModules } from "./link-modules.ts";
import { takeSources } from "./take-sources.ts";

/** What may differ between two machines and must not show in what is built. */
const SURROUNDINGS = [
  { folder: "a", umask: "022", env: { TZ: "UTC", LANG: "C.UTF-8", LC_ALL: "C.UTF-8" } },
  {
    folder: join("somewhere else", "with a longer name"),
    umask: "077",
    env: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", CI: "true" },
  },
];

/** Two builds of the same sources, which were found to be equal; the folder goes when it is disposed of. */
export interface Built extends Disposable {
  /** With tree/ and npm/. */
  readonly folder: string;
}

/**
 * Builds the sources twice, each in a folder, time zone, language and umask of its own, and compares the results byte for
 * byte. `near` is a folder on the disk of the installed packages. Throws a Refusal that names the first difference.
 */
export function buildTwice(root: string, near: string, origin: Origin): Built {
  mkdirSync(near, { recursive: true });
  const space = mkdtempSync(join(near, "build-"));
  const remove = () => rmSync(space, { recursive: true, force: true, maxRetries: 3 });
  try {
    // Once: a work tree may change meanwhile.
    const sources = join(space, "sources");
    takeSources(root, origin.commit, sources);
    const modules = join(root, "node_modules");
    const [first = "", second = ""] = SURROUNDINGS.map((surroundings) =>
      buildIn({ space, sources, modules, origin }, surroundings),
    );
    // Packages hold files of the tree: of what differs in both the tree tells more.
    for (const part of ["tree", "npm"]) {
      const difference = firstDifference(join(first, part), join(second, part));
      if (difference !== null) throw new Refusal(`two builds of the same sources differ: ${part}: ${difference}`);
    }
    return { folder: first, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

interface Ingredients {
  readonly space: string;
  readonly sources: string;
  readonly modules: string;
  readonly origin: Origin;
}

function buildIn(
  { space, sources, modules, origin }: Ingredients,
  surroundings: (typeof SURROUNDINGS)[number],
): string {
  const place = join(space, surroundings.folder);
  const copy = join(place, "sources");
  cpSync(sources, copy, { recursive: true });
  linkModules(modules, join(copy, "node_modules"));
  const result = join(place, "built");
  const args = [result, join(place, "staging"), origin.version, origin.commit ?? "", surroundings.umask];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join("release", "tree", "build-tree.ts"), ...args], {
    cwd: copy,
    env: { ...process.env, ...surroundings.env, HOME: join(place, "home") },
    encoding: "utf8",
  });
  if (status !== 0) throw new Refusal(`the build in ${place} failed: ${stdout}${stderr}`);
  return result;
}
