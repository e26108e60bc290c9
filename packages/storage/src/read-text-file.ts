import { UserError } from "@airworthy/evidence";
import { errorCode, fileError, shownPath } from "./file-error.ts";
import { openFile } from "./open-file.ts";

/** Registries must take manifests of 4 MiB, and need not take larger ones (OCI distribution-spec 1.1, "Pushing manifests"). */
const SMALL_FILE_BYTES = 4 * 1024 * 1024;

/** The UTF-8 text of a file of at most 4 MiB. */
export async function readSmallFile(location: string, shown: string): Promise<string> {
  return await readTextFile(location, shown, SMALL_FILE_BYTES);
}

/** The UTF-8 text of a file of at most so many bytes; a UserError where there is none. */
export async function readTextFile(location: string, shown: string, mostBytes: number): Promise<string> {
  try {
    await using file = await openFile(location, shown);
    const { size } = await file.stat();
    if (size > mostBytes) {
      throw new UserError(`${shownPath(shown)} has ${size} bytes; at most ${mostBytes} are allowed`);
    }
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.readFile());
  } catch (error) {
    if (errorCode(error) === "ERR_ENCODING_INVALID_ENCODED_DATA")
      throw new UserError(`${shownPath(shown)} is not UTF-8`);
    throw fileError(error, "read", shown);
  }
}
