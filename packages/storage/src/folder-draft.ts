import { mkdir, readdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { errorCode, fileError, shownPath } from "./file-error.ts";
import { unfinishedName } from "./unfinished.ts";
import { removeAbandoned } from "./write-whole.ts";

/** A folder that is being made anew beside its place; nothing of it is seen there before `publish`. */
export interface FolderDraft extends AsyncDisposable {
  /** Writes a file; its path has slashes and does not lead out of the folder. Each path once. */
  write(path: string, text: string): Promise<void>;
  /** Puts the folder in its place, whole, instead of the one that stands there. */
  publish(): Promise<void>;
}

/**
 * Starts a folder for the place `output`. `marker` is the name of the file that says of a folder that it was made so:
 * any other folder that is not empty is left alone, and a UserError thrown. Disposing of the draft removes what was not
 * published.
 */
export async function draftFolder(output: string, shown: string, marker: string): Promise<FolderDraft> {
  const place = await realpath(output).catch(() => output);
  await checkOurs(place, shown, marker);
  await removeAbandoned(place);
  const draft = join(dirname(place), unfinishedName(basename(place)));
  const folders = new Set<string>();
  const writing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw fileError(error, "write", shown);
    }
  };
  const write = async (path: string, text: string) => {
    const location = join(draft, ...stepsOf(path));
    const folder = dirname(location);
    await writing(async () => {
      if (!folders.has(folder)) await mkdir(folder, { recursive: true });
      folders.add(folder);
      await writeFile(location, text, { flag: "wx" });
    });
  };
  await writing(() => mkdir(draft, { recursive: true }));
  return {
    write,
    async publish() {
      await write(marker, "Made by airworthy: the next run puts another folder in the place of this one.\n");
      await checkOurs(place, shown, marker);
      await writing(() => exchange(draft, place));
    },
    [Symbol.asyncDispose]: () => rm(draft, { recursive: true, force: true }),
  };
}

/** Nobody's files are deleted but our own: the place must be free, empty or marked. */
async function checkOurs(place: string, shown: string, marker: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(place);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw fileError(error, "write", shown);
  }
  if (names.length === 0 || names.includes(marker)) return;
  throw new UserError(
    `the output ${shownPath(shown)} is there already and has no ${marker}: it was not made by airworthy`,
    {
      remedy: "Choose another output, or remove what is there.",
    },
  );
}

function stepsOf(path: string): readonly string[] {
  const steps = path.split("/");
  const leadsOut = steps.some((step) => step === "" || step === "." || step === ".." || /[\\:]/.test(step));
  if (leadsOut) throw new TypeError(`not a path within a folder: ${JSON.stringify(path)}`);
  return steps;
}

/** What stood there goes aside first, since a folder that is not empty cannot be renamed over, and comes back if need be. */
async function exchange(draft: string, place: string): Promise<void> {
  const aside = join(dirname(place), unfinishedName(basename(place)));
  const stood = await renamed(place, aside);
  try {
    await rename(draft, place);
  } catch (error) {
    if (stood) await rename(aside, place);
    throw error;
  }
  if (stood) await rm(aside, { recursive: true, force: true }).catch(() => undefined);
}

/** Whether there was anything to rename. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}
