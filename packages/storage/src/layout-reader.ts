import { join } from "node:path";
import { isSha256, UserError } from "@airworthy/evidence";
import { errorCode, fileError, shownPath } from "./file-error.ts";
import { openFile } from "./open-file.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
export const LAYOUT_FILE = "oci-layout";
export const INDEX_FILE = "index.json";
export const LAYOUT_MARKER = '{"imageLayoutVersion":"1.0.0"}';

/** Registries must take manifests of 4 MiB, and need not take larger ones (OCI distribution-spec 1.1, "Pushing manifests"). */
export const SMALL_FILE_BYTES = 4 * 1024 * 1024;

/** The small files of an OCI image layout on disk, as text; whoever asks checks what they hold. */
export interface LayoutFiles {
  /** The text of `oci-layout`. */
  marker(): Promise<string>;
  /** The text of `index.json`. */
  index(): Promise<string>;
  /** The text of a small blob, by its SHA-256 in lower-case hexadecimal. */
  blob(sha256: string): Promise<string>;
}

/** `folder` is where the layout is, `shown` how the user wrote it. Every read throws a UserError if it cannot be done. */
export function layoutFiles(folder: string, shown: string): LayoutFiles {
  return {
    marker: () => readSmallFile(join(folder, LAYOUT_FILE), `${shown}/${LAYOUT_FILE}`),
    index: () => readSmallFile(join(folder, INDEX_FILE), `${shown}/${INDEX_FILE}`),
    async blob(sha256) {
      if (!isSha256(sha256)) throw new TypeError("a blob is asked for by its SHA-256");
      return await readSmallFile(join(folder, "blobs", "sha256", sha256), `${shown}/blobs/sha256/${sha256}`);
    },
  };
}

/** The UTF-8 text of a file of at most 4 MiB. */
export async function readSmallFile(location: string, shown: string): Promise<string> {
  try {
    await using file = await openFile(location, shown);
    const { size } = await file.stat();
    if (size > SMALL_FILE_BYTES) {
      throw new UserError(`${shownPath(shown)} has ${size} bytes; at most ${SMALL_FILE_BYTES} are allowed`);
    }
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.readFile());
  } catch (error) {
    if (errorCode(error) === "ERR_ENCODING_INVALID_ENCODED_DATA")
      throw new UserError(`${shownPath(shown)} is not UTF-8`);
    throw fileError(error, "read", shown);
  }
}
