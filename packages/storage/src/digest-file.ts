import { fileError } from "./file-error.ts";
import { allocateBlock, hashBlocks } from "./hash-blocks.ts";
import { openFile } from "./open-file.ts";

/** SHA-256 of a file of any size, in lower-case hexadecimal; a UserError where there is no readable file. */
export async function digestFile(location: string, shown: string, signal: AbortSignal): Promise<string> {
  try {
    await using file = await openFile(location, shown);
    return await hashBlocks(file, null, allocateBlock(), () => signal.throwIfAborted());
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}
