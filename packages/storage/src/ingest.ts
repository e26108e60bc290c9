import { constants, copyFileSync, fstatSync, linkSync, lstatSync } from "node:fs";
import { UserError } from "@airworthy/evidence";
import type { BlockHasher } from "./block-hasher.ts";
import { errorCode, fileError, shownPath } from "./file-error.ts";
import { type FileState, fileState, isSameFile, isUntouched, type ListedFile } from "./file-state.ts";
import { type OpenedFile, openNew, openToRead } from "./opened-file.ts";
import { hashReading, type OnBytes } from "./read-blocks.ts";

/** A file to take in: it is hashed, and stands at `target` when done. Plain data, so that it can go to a worker. */
export interface IngestTask extends ListedFile {
  readonly target: string;
  /** Whether a hard link to the source may stand in for a copy. */
  readonly link: boolean;
}

/** How the target came about: sharing its bytes until either is changed, being the same file, or written anew. */
export type IngestMethod = "cloned" | "linked" | "copied";

/** A task, with its SHA-256 where the digest cache knows one. */
export interface CachedTask extends IngestTask {
  readonly known?: string;
}

export interface Taken {
  /** Of the target's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly method: IngestMethod;
  /** When the reading began, in milliseconds since 1970; null where the digest was known and the file not read. */
  readonly readFrom: number | null;
  /** The source at the end, if nothing at all happened to it meanwhile. */
  readonly state: FileState | null;
}

/**
 * Takes one file in, reading each byte once. Copied, the digest is that of the bytes on their way to the target. Linked
 * or cloned, it is that of the source, which nobody may have written to or replaced from when it was listed until it was
 * read to its end: so it is the target's too. (Reading a clone instead would bypass what the system has cached.) A file
 * that is linked or cloned, whose digest is known and which nothing happened to since, is not read.
 *
 * Throws a UserError where the file cannot be read, the target not written, or the file is not as it was listed; and
 * whatever `onBytes` throws.
 */
export function ingestFile(task: CachedTask, hasher: BlockHasher, onBytes: OnBytes): Taken {
  using source = openSource(task);
  const before = checkUnchanged(source, task);
  const method = place(task);
  if (method !== "copied" && task.known !== undefined && isUntouched(before, task)) {
    checkUnchanged(source, task);
    onBytes(task.size);
    return { sha256: task.known, method, readFrom: null, state: null };
  }
  const readFrom = Date.now();
  const sha256 = read(task, source, method, hasher, onBytes);
  const after = checkUnchanged(source, task);
  return { sha256, method, readFrom, state: isUntouched(after, task) ? after : null };
}

/** A link put in the file's place since it was listed is not followed. */
function openSource({ source, shown }: IngestTask): OpenedFile {
  try {
    return openToRead(source, "refuse");
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}

/** Checks the file that was opened, and that it is still the one at its path. */
function checkUnchanged({ fd }: OpenedFile, task: IngestTask): FileState {
  const stats = fstatSync(fd, { bigint: true });
  const opened = fileState(stats);
  const found = lstatSync(task.source, { bigint: true, throwIfNoEntry: false });
  if (!stats.isFile() || !isSameFile(opened, task) || found?.ino !== opened.inode) throw changed(task);
  return opened;
}

function changed(task: ListedFile): UserError {
  return new UserError(`${shownPath(task.shown)} changed while it was being packaged`, {
    remedy: "Package the model when nothing writes to it any more.",
  });
}

/** Puts the target in place without writing its bytes, where the file system can; where not, it is still to be copied. */
function place({ source, target, link, shown }: IngestTask): IngestMethod {
  const clone = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE;
  try {
    if (link && worked(() => linkSync(source, target))) return "linked";
    return worked(() => copyFileSync(source, target, clone)) ? "cloned" : "copied";
  } catch (error) {
    throw fileError(error, "package", shown);
  }
}

/** How file systems say that they cannot link or clone: not at all, not across devices, or not this file. */
const CANNOT = new Set(["ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EXDEV", "EINVAL", "ENOTTY", "EPERM", "EACCES", "EMLINK"]);

function worked(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    if (CANNOT.has(errorCode(error))) return false;
    throw error;
  }
}

function read(task: IngestTask, source: OpenedFile, method: IngestMethod, hasher: BlockHasher, onBytes: OnBytes) {
  let left = task.size;
  const onRead = (count: number) => {
    // One that grows without end would be read without end.
    if (count > left) throw changed(task);
    left -= count;
    onBytes(count);
  };
  try {
    using target = method === "copied" ? openNew(task.target) : null;
    const reading = { source: source.fd, target: target?.fd ?? null, start: 0, end: Number.POSITIVE_INFINITY };
    const sha256 = hashReading(reading, hasher, onRead);
    if (left > 0) throw changed(task);
    return sha256;
  } catch (error) {
    throw fileError(error, method === "copied" ? "copy" : "read", task.shown);
  }
}
