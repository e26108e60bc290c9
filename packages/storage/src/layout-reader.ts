import { lstat, readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { isSha256, UserError } from "@airworthy/evidence";
import { errorCode, fileError } from "./file-error.ts";
import { readSmallFile } from "./read-text-file.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
export const LAYOUT_FILE = "oci-layout";
export const INDEX_FILE = "index.json";
export const LAYOUT_MARKER = '{"imageLayoutVersion":"1.0.0"}';

/** The files of an OCI image layout on disk; whoever asks checks what they hold. */
export interface LayoutFiles {
  /** The text of `oci-layout`; null where there is no such file. */
  marker(): Promise<string | null>;
  /** The text of `index.json`; null where there is no such file. */
  index(): Promise<string | null>;
  /** The text of a small blob, by its SHA-256 in lower-case hexadecimal; null where there is no such file. */
  blob(sha256: string): Promise<string | null>;
  /** Where a blob is, for node:fs, by its SHA-256 in lower-case hexadecimal; whether it is there or not. */
  blobPath(sha256: string): string;
  /** All that is in the layout but folders, so that what does not belong can be told. Unsorted. */
  entries(): Promise<readonly LayoutEntry[]>;
}

/** Something in a layout. */
export interface LayoutEntry {
  /** Relative to the layout, with slashes. Untrusted text. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** False for links, pipes and all else that is neither a file nor a folder. */
  readonly isFile: boolean;
}

/**
 * `folder` is where the layout is, `shown` how the user wrote it. Every read throws a UserError if it cannot be done,
 * other than for a file that is not there.
 */
export function layoutFiles(folder: string, shown: string): LayoutFiles {
  const blobPath = (sha256: string) => join(folder, ...blobParts(sha256));
  return {
    marker: () => readIfThere(join(folder, LAYOUT_FILE), `${shown}/${LAYOUT_FILE}`),
    index: () => readIfThere(join(folder, INDEX_FILE), `${shown}/${INDEX_FILE}`),
    blob: async (sha256) => await readIfThere(blobPath(sha256), [shown, ...blobParts(sha256)].join("/")),
    blobPath,
    entries: () => listEntries(folder, shown),
  };
}

function blobParts(sha256: string): readonly string[] {
  if (!isSha256(sha256)) throw new TypeError("a blob is asked for by its SHA-256");
  return ["blobs", "sha256", sha256];
}

async function readIfThere(location: string, shown: string): Promise<string | null> {
  try {
    return await readSmallFile(location, shown);
  } catch (error) {
    if (error instanceof UserError && errorCode(error.cause) === "ENOENT") return null;
    throw error;
  }
}

async function listEntries(folder: string, shown: string): Promise<readonly LayoutEntry[]> {
  try {
    const found: LayoutEntry[] = [];
    for (const name of await readdir(folder, { recursive: true })) {
      const stats = await lstat(join(folder, name));
      if (stats.isDirectory()) continue;
      found.push({ path: name.replaceAll(sep, "/"), size: stats.size, isFile: stats.isFile() });
    }
    return found;
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}
