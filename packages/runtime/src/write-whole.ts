import { rename, rm, writeFile } from "node:fs/promises";

/** What a file is called until it is whole. */
export const TEMPORARY_SUFFIX = `.${process.pid}.tmp`;

/** Writes a file whole or not at all. Throws what the file system does. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const temporary = path + TEMPORARY_SUFFIX;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
