import { lstat, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkShape, sha256, UserError } from "@airworthy/evidence";
import type { TextChange, TextState, TextStore } from "@airworthy/refs";
import * as v from "valibot";
import type { Place } from "./apart.ts";
import { errorCode, fileError } from "./file-error.ts";
import { whileLocked } from "./lock.ts";
import { readTextFile } from "./read-text-file.ts";
import { writeWhole } from "./write-whole.ts";

/** What was decided and may not be written yet: it is there from the moment that a change counts until all its files are. */
const JOURNAL = ".airworthy-change.json";
const MOST_JOURNAL_BYTES = 256 * 1024 * 1024;

const journalSchema = v.strictObject({
  files: v.array(v.strictObject({ path: v.string(), text: v.string() })),
  deletions: v.array(v.string()),
});

type Journal = v.InferOutput<typeof journalSchema>;

/**
 * The text files of a folder, which several processes may change one after the other. A change is written whole or not at
 * all: whoever comes next ends what a process that was killed had begun. Throws a UserError where the folder cannot be
 * read or written, or stays locked.
 */
export function folderStore(place: Place): TextStore {
  return {
    ref: place.shown,
    async open() {
      await endChange(place);
      return stateOf(place);
    },
  };
}

function stateOf(place: Place): TextState {
  /** The SHA-256 of each file as it was read; null where there was none. */
  const seen = new Map<string, string | null>();
  return {
    async read(path, mostBytes) {
      const text = await readOptional(place, checkPath(path), mostBytes);
      seen.set(path, text === null ? null : sha256(text));
      return text;
    },
    async commit(change) {
      await checkPaths(place, [...change.files.keys(), ...change.deletions]);
      const text = formatJournal(change);
      await makeFolder(place);
      let written: string | null = null;
      await whileLocked(place, async () => {
        await rollForward(place);
        if (!(await isAsSeen(place, seen))) return;
        await writeWhole(join(place.location, JOURNAL), text, `${place.shown}/${JOURNAL}`);
        await rollForward(place);
        written = sha256(text);
      });
      return written;
    },
  };
}

async function makeFolder({ location, shown }: Place): Promise<void> {
  try {
    await mkdir(location, { recursive: true });
  } catch (error) {
    throw fileError(error, "write", shown);
  }
}

/** Nothing is locked, and no folder made, where there is nothing to end. */
async function endChange(place: Place): Promise<void> {
  if ((await readOptional(place, JOURNAL, MOST_JOURNAL_BYTES)) !== null) {
    await whileLocked(place, () => rollForward(place));
  }
}

/** Done twice it comes to the same: what a killed process wrote of its change is written again. */
async function rollForward(place: Place): Promise<void> {
  const text = await readOptional(place, JOURNAL, MOST_JOURNAL_BYTES);
  if (text === null) return;
  const { files, deletions } = parseJournal(text, `${place.shown}/${JOURNAL}`);
  await checkPaths(place, [...files.map(({ path }) => path), ...deletions]);
  for (const { path, text: content } of files) {
    await writeWhole(join(place.location, path), content, `${place.shown}/${path}`);
  }
  for (const path of [...deletions, JOURNAL]) await remove(place, path);
}

async function isAsSeen(place: Place, seen: ReadonlyMap<string, string | null>): Promise<boolean> {
  for (const [path, before] of seen) {
    const now = await readOptional(place, path, MOST_JOURNAL_BYTES);
    if ((now === null ? null : sha256(now)) !== before) return false;
  }
  return true;
}

async function readOptional(place: Place, path: string, mostBytes: number): Promise<string | null> {
  try {
    return await readTextFile(join(place.location, path), `${place.shown}/${path}`, mostBytes);
  } catch (error) {
    if (error instanceof UserError && errorCode(error.cause) === "ENOENT") return null;
    throw error;
  }
}

async function remove(place: Place, path: string): Promise<void> {
  try {
    await rm(join(place.location, path), { force: true });
  } catch (error) {
    throw fileError(error, "write", `${place.shown}/${path}`);
  }
}

function formatJournal({ files, deletions }: TextChange): string {
  const journal: Journal = { files: Array.from(files, ([path, text]) => ({ path, text })), deletions: [...deletions] };
  return JSON.stringify(journal);
}

function parseJournal(text: string, where: string): Journal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is no JSON`, {
      remedy: "It was not written by this tool: look at it, and remove it.",
      cause,
    });
  }
  return checkShape(journalSchema, value, where);
}

/** A journal may have been written by anybody, and links put beside it: nothing outside the folder is touched. */
async function checkPaths(place: Place, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (let way = dirname(checkPath(path)); way !== "."; way = dirname(way)) {
      const found = await lstat(join(place.location, way)).catch(() => null);
      if (found?.isSymbolicLink()) {
        throw new UserError(`${place.shown}/${way} is a link, which may lead out of the folder`, {
          remedy: "Remove the link, or make it a folder.",
        });
      }
    }
  }
}

function checkPath(path: string): string {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\\:\0]/.test(part))) {
    throw new UserError(`${JSON.stringify(path.slice(0, 120))} is no path of a file inside the folder`);
  }
  return path;
}
