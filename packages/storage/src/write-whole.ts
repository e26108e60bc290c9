import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileError } from "./file-error.ts";
import { isAbandoned, unfinishedName } from "./unfinished.ts";

/** Writes a file so that it is seen as it was or as it is to be, never half. Throws a UserError where that cannot be done. */
export async function writeWhole(location: string, content: string, shown: string): Promise<void> {
  const unfinished = join(dirname(location), unfinishedName(basename(location)));
  try {
    await mkdir(dirname(location), { recursive: true });
    await removeAbandoned(location);
    await writeFile(unfinished, content, { flag: "wx" });
    await rename(unfinished, location);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw fileError(error, "write", shown);
  }
}

/** Removes what processes that were killed left unfinished of what stands, or was to stand, at the location. */
export async function removeAbandoned(location: string): Promise<void> {
  const folder = dirname(location);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => isAbandoned(one, basename(location)))) {
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
