import { open } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import { fileError, shownPath } from "./file-error.ts";
import { allocateBlock, hashBlocks } from "./hash-blocks.ts";

/** SHA-256 of a file of any size, in lower-case hexadecimal; a UserError where there is no readable file. */
export async function digestFile(location: string, shown: string, signal: AbortSignal): Promise<string> {
  try {
    await using file = await open(location);
    if (!(await file.stat()).isFile()) throw new UserError(`${shownPath(shown)} is not a file`);
    return await hashBlocks(file, null, allocateBlock(), () => signal.throwIfAborted());
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}
