import { chmod, constants, cp, lstat, mkdir, mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative, sep } from "node:path";
import { UserError } from "@airworthy/evidence";
import { shownPath } from "@airworthy/storage";
import type { CheckPlan } from "./read-plan.ts";

/** The places of a check. All but an `in-place` working folder goes when it is disposed of. */
export interface Workspace extends AsyncDisposable {
  /** What no other process knows: it marks those that the command starts. */
  readonly temporary: string;
  /** Where what the runs made is kept, as files without names. */
  readonly store: string;
  /** Makes all ready for a run; answers the folder that it runs in, the same one each time unless `elsewhere`. */
  begin(elsewhere: boolean): Promise<string>;
  /** Removes what the run left. */
  end(): Promise<void>;
}

const OWNER_ALL = 0o700;

/** A place in the system's temporary folder. To begin a run throws a UserError where the working folder cannot be copied. */
export async function openWorkspace({ folder, isolation, notCopied }: CheckPlan): Promise<Workspace> {
  const root = await mkdtemp(join(await realpath(tmpdir()), "airworthy-runs-"));
  const [temporary, store] = [join(root, "tmp"), join(root, "store")];
  await mkdir(store);
  return {
    temporary,
    store,
    async begin(elsewhere) {
      await mkdir(temporary);
      if (isolation === "in-place") return folder;
      const copy = join(root, elsewhere ? "another folder" : "work", basename(folder) || "root");
      await copyFolder(folder, copy, (path) => notCopied.some((pattern) => pattern.matches(path)));
      return copy;
    },
    async end() {
      for (const name of ["tmp", "work", "another folder"]) await remove(join(root, name));
    },
    [Symbol.asyncDispose]: () => remove(root),
  };
}

/** Removes a folder with all in it, also what the command protected from being removed. */
async function remove(path: string): Promise<void> {
  const removeNow = () => rm(path, { recursive: true, force: true, maxRetries: 3 });
  try {
    await removeNow();
  } catch {
    await openFolders(path);
    await removeNow();
  }
}

/** Lets the folder and those below it be read and written: nothing is removed from one that may not. */
async function openFolders(path: string): Promise<void> {
  await chmod(path, OWNER_ALL);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await openFolders(join(path, entry.name));
  }
}

/** Copies files, folders and links as they are; sockets, pipes and devices stay behind. Blocks are shared where the system can. */
async function copyFolder(from: string, to: string, isLeftOut: (path: string) => boolean): Promise<void> {
  try {
    await cp(from, to, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      async filter(source) {
        const path = relative(from, source).split(sep).join("/");
        if (path !== "" && isLeftOut(path)) return false;
        const stats = await lstat(source);
        return stats.isFile() || stats.isDirectory() || stats.isSymbolicLink();
      },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`${shownPath(from)} cannot be copied: ${reason}`, {
      remedy: "Leave out with `exclude` what the command does not need, or run with `isolation: in-place`.",
      cause,
    });
  }
}
