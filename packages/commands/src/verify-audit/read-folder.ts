import { join, resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { AUDIT_FILE, FLAGS_FILE, type FolderTexts, MOST_LOG_BYTES, ROLLOUTS_FILE } from "@airworthy/rollout";
import { readTextFile } from "@airworthy/storage";

/** Six times the largest file of flags that the resolver is measured with. */
const MOST_FILE_BYTES = 64 * 1024 * 1024;

/** A folder that moves are written to. */
export interface AuditFolder {
  /** The log's text; null where there is none. */
  readonly log: string | null;
  /** The files beside it. */
  readonly texts: FolderTexts;
}

/** Reads the three files of a folder. Throws a UserError for one that is too large, no UTF-8, or cannot be read. */
export async function readFolder(folder: string, cwd: string): Promise<AuditFolder> {
  const read = (name: string, most: number) => readOptional(resolve(cwd, folder, name), join(folder, name), most);
  return {
    log: await read(AUDIT_FILE, MOST_LOG_BYTES),
    texts: { rollouts: await read(ROLLOUTS_FILE, MOST_FILE_BYTES), flags: await read(FLAGS_FILE, MOST_FILE_BYTES) },
  };
}

async function readOptional(location: string, shown: string, mostBytes: number): Promise<string | null> {
  try {
    return await readTextFile(location, shown, mostBytes);
  } catch (error) {
    const cause = error instanceof UserError ? error.cause : null;
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw error;
  }
}
