import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import { shownPath } from "./file-error.ts";

/**
 * Opens a regular file to be read; a UserError for anything else. A pipe that nobody writes to is not waited for: that
 * could not even be interrupted.
 */
export async function openFile(location: string, shown: string): Promise<FileHandle> {
  const file = await open(location, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new UserError(`${shownPath(shown)} is not a file`);
}
