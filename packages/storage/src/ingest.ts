import { constants } from "node:fs";
import { copyFile, type FileHandle, link, lstat, open } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import { errorCode, fileError, shownPath } from "./file-error.ts";
import { hashBlocks, type OnBytes } from "./hash-blocks.ts";

/** A file to take in: it is hashed, and stands at `target` when done. Plain data, so that it can go to a worker. */
export interface IngestTask {
  readonly source: string;
  /** The source as the user knows it, for messages. */
  readonly shown: string;
  readonly target: string;
  /** Size in bytes and time of last change in nanoseconds when it was listed; anything else is a UserError. */
  readonly size: number;
  readonly modified: bigint;
  /** Whether a hard link to the source may stand in for a copy. */
  readonly link: boolean;
}

/** How the target came about: sharing its bytes until either is changed, being the same file, or written anew. */
export type IngestMethod = "cloned" | "linked" | "copied";

export interface Ingested {
  /** Of the target's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly method: IngestMethod;
}

/**
 * Takes one file in, reading each byte once. Copied, the digest is that of the bytes on their way to the target. Linked
 * or cloned, it is that of the source, which nobody may have written to or replaced from when it was listed until it was
 * read to its end: so it is the target's too. (Reading a clone instead would bypass what the system has cached.)
 *
 * Throws a UserError where the file cannot be read, the target not written, or the file is not as it was listed; and
 * whatever `onBytes` throws.
 */
export async function ingestFile(task: IngestTask, buffer: Buffer, onBytes: OnBytes): Promise<Ingested> {
  await using source = await openSource(task);
  await checkUnchanged(source, task);
  let left = task.size;
  const onRead = (count: number) => {
    // One that grows without end would be read without end.
    if (count > left) throw changed(task);
    left -= count;
    onBytes(count);
  };
  const method = await place(task);
  const sha256 = await (method === "copied"
    ? copyTo(task, source, buffer, onRead)
    : hashBlocks(source, null, buffer, onRead));
  await checkUnchanged(source, task);
  if (left > 0) throw changed(task);
  return { sha256, method };
}

/** A link put in the file's place since it was listed is not followed, and a pipe does not make us wait. */
async function openSource({ source, shown }: IngestTask): Promise<FileHandle> {
  try {
    return await open(source, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}

/** Checks the file that was opened, and that it is still the one at its path. */
async function checkUnchanged(source: FileHandle, task: IngestTask): Promise<void> {
  const opened = await source.stat({ bigint: true });
  const found = await lstat(task.source, { bigint: true }).catch(() => null);
  const isListed = opened.isFile() && Number(opened.size) === task.size && opened.mtimeNs === task.modified;
  if (!isListed || found?.ino !== opened.ino) throw changed(task);
}

function changed(task: IngestTask): UserError {
  return new UserError(`${shownPath(task.shown)} changed while it was being packaged`, {
    remedy: "Package the model when nothing writes to it any more.",
  });
}

/** Puts the target in place without writing its bytes, where the file system can; where not, it is still to be copied. */
async function place(task: IngestTask): Promise<IngestMethod> {
  const { source, target } = task;
  const clone = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE;
  try {
    if (task.link && (await worked(link(source, target)))) return "linked";
    return (await worked(copyFile(source, target, clone))) ? "cloned" : "copied";
  } catch (error) {
    throw fileError(error, "package", task.shown);
  }
}

/** How file systems say that they cannot link or clone: not at all, not across devices, or not this file. */
const CANNOT = new Set(["ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EXDEV", "EINVAL", "ENOTTY", "EPERM", "EACCES", "EMLINK"]);

async function worked(attempt: Promise<void>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (CANNOT.has(errorCode(error))) return false;
    throw error;
  }
}

async function copyTo(task: IngestTask, source: FileHandle, buffer: Buffer, onBytes: OnBytes): Promise<string> {
  try {
    await using target = await open(task.target, "wx");
    return await hashBlocks(source, target, buffer, onBytes);
  } catch (error) {
    throw fileError(error, "copy", task.shown);
  }
}
