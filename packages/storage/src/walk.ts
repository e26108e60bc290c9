import { isUtf8 } from "node:buffer";
import type { BigIntStats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { compareCodePoints, UserError } from "@airworthy/evidence";
import { fileError, shownPath } from "./file-error.ts";
import { type FileState, fileState } from "./file-state.ts";

/** A regular file that was found, as it was then. */
export interface SourceFile extends FileState {
  /** Relative to the folder, with slashes on every system; of a single file its name. Unicode is kept as it is. */
  readonly path: string;
  /** Where it is, for node:fs. */
  readonly location: string;
}

export interface WalkOptions {
  /** The folder as the user wrote it, for messages. */
  readonly shown: string;
  /** Files and folders to leave out: paths relative to the folder, with slashes. */
  readonly exclude: readonly string[];
  /** The same, but these need not be there. */
  readonly ignore: readonly string[];
  readonly signal: AbortSignal;
  /** Puts the names of each folder into the order that they are gone through; the answer must not depend on it. */
  readonly order?: (names: readonly string[]) => readonly string[];
}

/**
 * Every regular file of a folder, by code points of its path; of a file itself, only that. Throws a UserError for what
 * a package cannot hold (symbolic links, sockets, names that are no text), for an excluded path that is not there, for
 * what cannot be read, and where nothing is left.
 */
export async function listFiles(root: string, options: WalkOptions): Promise<readonly SourceFile[]> {
  const stats = await statOf(root, options.shown);
  const skipped = new Set<string>();
  const files: SourceFile[] = [];
  if (stats.isDirectory()) {
    for await (const entry of entriesUnder(root, options, skipped)) {
      files.push(checkFile(entry, `${options.shown}/${entry.path}`));
    }
  } else {
    const name = checkName(Buffer.from(basename(root)), dirname(options.shown));
    files.push(checkFile({ path: name, location: root, stats }, options.shown));
  }
  for (const path of options.exclude) {
    if (!skipped.has(path)) throw new UserError(`${shownPath(options.shown)} has no ${shownPath(path)} to exclude`);
  }
  if (files.length === 0)
    throw new UserError(`${shownPath(options.shown)} holds no files; there is nothing to package`);
  return files.sort((a, b) => compareCodePoints(a.path, b.path));
}

interface Entry {
  readonly path: string;
  readonly location: string;
  readonly stats: BigIntStats;
}

/** Whatever is no folder, in all folders. Notes in `skipped` what was left out. */
async function* entriesUnder(root: string, options: WalkOptions, skipped: Set<string>): AsyncGenerator<Entry> {
  const leaveOut = new Set([...options.exclude, ...options.ignore]);
  const { order = (names: readonly string[]) => names } = options;
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const name of order(await namesIn(join(root, folder), join(options.shown, folder)))) {
      options.signal.throwIfAborted();
      const path = folder === "" ? name : `${folder}/${name}`;
      if (leaveOut.has(path)) {
        skipped.add(path);
        continue;
      }
      const location = join(root, path);
      const stats = await statOf(location, `${options.shown}/${path}`);
      if (stats.isDirectory()) folders.push(path);
      else yield { path, location, stats };
    }
  }
}

async function statOf(location: string, shown: string): Promise<BigIntStats> {
  try {
    return await lstat(location, { bigint: true });
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}

/** Names are read as bytes: as text, one that is no UTF-8 would come out as another name. */
async function namesIn(location: string, shown: string): Promise<readonly string[]> {
  try {
    const names = await readdir(location, { encoding: "buffer" });
    return names.map((name) => checkName(name, shown));
  } catch (error) {
    throw fileError(error, "read", shown);
  }
}

function checkName(bytes: Buffer, folder: string): string {
  const name = bytes.toString("utf8");
  const shown = `${shownPath(folder)}: the file name ${JSON.stringify(name)}`;
  if (!isUtf8(bytes)) throw new UserError(`${shown} is not valid UTF-8`, { remedy: "Rename the file." });
  if (/[\x00-\x1f\x7f\\]/.test(name)) {
    throw new UserError(`${shown} holds a control character or a backslash, which not every system can unpack`, {
      remedy: "Rename the file.",
    });
  }
  return name;
}

function checkFile({ path, location, stats }: Entry, shown: string): SourceFile {
  if (stats.isFile()) return { path, location, ...fileState(stats) };
  if (!stats.isSymbolicLink()) {
    throw new UserError(`${shownPath(shown)} is neither a file nor a folder and cannot be packaged`);
  }
  throw new UserError(`${shownPath(shown)} is a symbolic link: what it leads to may be anything, and may change`, {
    remedy: "Put the file itself in its place, or exclude the link.",
  });
}
