import { chmod, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StarterFile } from "@airworthy/starter";
import { writeWhole } from "@airworthy/storage";
import { asideOf, type Repository } from "./repository.ts";

/** Of a file's mode what anybody sets by hand. */
const PERMISSIONS = 0o777;

/**
 * Writes the files, each whole and with the permissions of what it replaces, which is kept beside it before. Where one cannot be
 * written, or the user interrupts, all is as it was; what a killed run left undone the next one does. Throws a UserError that
 * names the file.
 */
export async function writeFiles(
  repository: Repository,
  files: readonly StarterFile[],
  signal: Pick<AbortSignal, "throwIfAborted">,
): Promise<void> {
  const { location } = repository;
  const undo: (() => Promise<void>)[] = [];
  const remove = (path: string) => rm(join(location, path), { force: true });
  const write = async (path: string, text: string, mode?: number) => {
    await writeWhole(join(location, path), text, path);
    if (mode !== undefined) await chmod(join(location, path), mode & PERMISSIONS);
  };
  try {
    for (const { path, text, state } of files) {
      signal.throwIfAborted();
      const folders = await missingFolders(path, repository);
      undo.push(() => removeFolders(folders, repository));
      const before = state === "replaced" ? await standing(path, repository) : null;
      if (before !== null) {
        undo.push(() => remove(asideOf(path)));
        await write(asideOf(path), before.text, before.mode);
      }
      undo.push(() => (before === null ? remove(path) : write(path, before.text, before.mode)));
      await write(path, text, before?.mode);
    }
    signal.throwIfAborted();
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
}

/** What is to give way; null where it has gone meanwhile. */
async function standing(path: string, { location, read }: Repository) {
  const text = await read(path);
  return text === null ? null : { text, mode: (await stat(join(location, path))).mode };
}

/** The folders on the way to a file that are not there, the innermost first. */
async function missingFolders(path: string, { kindOf }: Repository): Promise<readonly string[]> {
  const steps = path.split("/").slice(0, -1);
  const ways = steps.map((_, at) => steps.slice(0, at + 1).join("/"));
  const kinds = await Promise.all(ways.map(kindOf));
  return ways.filter((_, at) => kinds[at] === "none").reverse();
}

/** As far as nobody else has put something there meanwhile. */
async function removeFolders(folders: readonly string[], { location }: Repository): Promise<void> {
  for (const folder of folders) await rmdir(join(location, folder));
}
