import { lstat, realpath } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { Found, StarterFile } from "@airworthy/starter";
import { readTextFile, shownPath } from "@airworthy/storage";

/** More than anybody writes by hand. */
const MOST_BYTES = 1024 * 1024;
/** What a file that gives way is called from then on. No program that we know reads such a name. */
const ASIDE = ".orig";

type Kind = "none" | "file" | "folder" | "other";

/** A team's folder, as hostile as what was cloned into it: nothing is read or written through a link. */
export interface Repository {
  /** An absolute path without links. */
  readonly location: string;
  kindOf(path: string): Promise<Kind>;
  /** The text of a file; null where there is none. Throws a UserError for what is no file, no UTF-8, or larger than 1 MiB. */
  read(path: string): Promise<string | null>;
  /** What is in the places of these files now. Throws a UserError where a link, a folder or a device is in one of them. */
  find(paths: readonly string[]): Promise<ReadonlyMap<string, Found>>;
  /** Throws a UserError where what gives way could not be kept beside, since something has that name. */
  checkFree(files: readonly StarterFile[]): Promise<void>;
}

/** Opens a folder; a UserError where there is none. */
export async function openRepository(given: string, shown: string): Promise<Repository> {
  const location = await realpath(given).catch(() => null);
  if (location === null || !(await lstat(location)).isDirectory()) {
    throw new UserError(`directory: ${shownPath(shown)} is no folder; that of a repository is allowed`);
  }
  const kindOf = async (path: string): Promise<Kind> => kindAt(join(location, path));
  const read = async (path: string): Promise<string | null> => {
    await checkWay(location, path);
    return (await kindOf(path)) === "none" ? null : await readTextFile(join(location, path), path, MOST_BYTES);
  };
  return {
    location,
    kindOf,
    read,
    async find(paths) {
      const found = new Map<string, Found>();
      for (const path of paths) {
        const text = await read(path);
        if (text !== null) {
          found.set(path, { kind: "text", text });
          continue;
        }
        for (const other of othersOf(path)) {
          if ((await kindOf(other)) !== "none") found.set(path, { kind: "other", path: other });
        }
      }
      return found;
    },
    async checkFree(files) {
      for (const { path } of files.filter(({ state }) => state === "replaced")) {
        if ((await kindOf(asideOf(path))) === "none") continue;
        throw new UserError(`${asideOf(path)} is there already, and ${path} would be kept under that name`, {
          remedy: "Look whether it is still needed, and remove it or give it another name. Nothing was written.",
        });
      }
    },
  };
}

/** Where a file is kept that gives way. */
export function asideOf(path: string): string {
  return `${path}${ASIDE}`;
}

/** Where the same may stand already: a second one would be read beside it, or in its stead without a word. */
const OTHERS: ReadonlyMap<string, readonly string[]> = new Map([
  // https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
  [".github/CODEOWNERS", ["CODEOWNERS", "docs/CODEOWNERS"]],
  [".github/zizmor.yml", [".github/zizmor.yaml", "zizmor.yml", "zizmor.yaml"]],
]);

function othersOf(path: string): readonly string[] {
  const others = OTHERS.get(path);
  if (others !== undefined) return others;
  return path.startsWith(".github/") && path.endsWith(".yml") ? [path.replace(/\.yml$/, ".yaml")] : [];
}

/** Nothing on the way to a file, and not the file itself, may lead elsewhere or be of another kind. */
async function checkWay(location: string, path: string): Promise<void> {
  const steps = path.split("/");
  for (const [at] of steps.entries()) {
    const way = steps.slice(0, at + 1).join("/");
    const kind = await kindAt(join(location, way));
    if (kind === "none") return;
    const wanted = at === steps.length - 1 ? "file" : "folder";
    if (kind === wanted) continue;
    throw new UserError(
      `${shownPath(way)} is ${kind === "other" ? "a link or a device" : `a ${kind}`}; a ${wanted} is needed there`,
      {
        remedy: "Move it away, or choose another directory. Nothing was written.",
      },
    );
  }
}

async function kindAt(location: string): Promise<Kind> {
  const stats = await lstat(location).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw new UserError(`cannot read ${shownPath(location)}`, { cause: error });
  });
  if (stats === null) return "none";
  if (stats.isFile()) return "file";
  return stats.isDirectory() ? "folder" : "other";
}
