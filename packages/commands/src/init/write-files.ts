import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { StarterFile } from "@airworthy/starter";
import { writeWhole } from "@airworthy/storage";
import { asideOf, type Repository } from "./repository.ts";

/**
 * Writes the files, each whole, what gives way beside it first. Where one cannot be written, or the user interrupts, all is as
 * it was before; what a killed run left undone the next one does. Throws a UserError that names the file.
 */
export async function writeFiles(
  { location, read }: Repository,
  files: readonly StarterFile[],
  signal: Pick<AbortSignal, "throwIfAborted">,
): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  const write = (path: string, text: string) => writeWhole(join(location, path), text, path);
  const remove = (path: string) => rm(join(location, path), { force: true });
  try {
    for (const { path, text, state } of files) {
      signal.throwIfAborted();
      const before = state === "replaced" ? await read(path) : null;
      if (before !== null) {
        await write(asideOf(path), before);
        undo.push(() => remove(asideOf(path)));
      }
      await write(path, text);
      undo.push(() => (before === null ? remove(path) : write(path, before)));
    }
    signal.throwIfAborted();
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
}
