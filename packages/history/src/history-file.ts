import { canonicalJson, checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { ENTRY_VERSION, entrySchema, type HistoryEntry } from "./entry.ts";

/** The folder of the ref's tree with a file for each month. */
export const HISTORY_FOLDER = "history";

/** 20 MiB hold ten thousand entries of a month with their metrics; GitHub's API hands out five times as much. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** No entry has less than 262 characters: more lines than a file of entries can have. */
const MOST_LINES = 80_000;
/** 400 evidence files and 50 metrics take a quarter of it. */
const MOST_LINE_CHARACTERS = 256 * 1024;

const FILE_NAME = /^(\d{4}-(?:0[1-9]|1[0-2]))\.jsonl$/;

const versionSchema = v.object({ v: v.number() });

/** Where an entry of that time is kept: "history/2026-03.jsonl", by the month in UTC. */
export function pathOf(time: string): string {
  return pathOfMonth(monthOf(time));
}

export function pathOfMonth(month: string): string {
  return `${HISTORY_FOLDER}/${month}.jsonl`;
}

/** "2026-03" of an ISO 8601 time, in UTC. */
export function monthOf(time: string): string {
  return new Date(time).toISOString().slice(0, "2026-03".length);
}

/** The months that the files of the folder stand for, oldest first; other names are nobody's business. */
export function monthsOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => FILE_NAME.exec(name)?.[1] ?? []).sort();
}

/** An entry as its line, canonical JSON, without the line's end. Throws a UserError for one that no reader would take. */
export function formatEntry(entry: HistoryEntry): string {
  const line = canonicalJson(checkShape(entrySchema, entry, "The entry of the history"));
  if (line.length <= MOST_LINE_CHARACTERS) return line;
  throw new UserError(
    `The entry of the history has ${line.length} characters; ${MOST_LINE_CHARACTERS} are allowed: its names are too long`,
  );
}

/**
 * Reads a month's file, oldest line first. Everything in it is untrusted: a line that is not an entry is an error that names
 * the file, the line and the field, never a gap in a trend. Throws a UserError.
 */
export function parseHistory(text: string, where: string): readonly HistoryEntry[] {
  const lines = text.split("\n");
  if (lines.length > MOST_LINES) {
    throw new UserError(`${where} has more than ${MOST_LINES} lines`, { remedy: "Prune the history." });
  }
  return lines.flatMap((line, index) => {
    const trimmed = line.trim();
    return trimmed === "" ? [] : [parseEntry(trimmed, `${where}, line ${index + 1},`)];
  });
}

function parseEntry(line: string, where: string): HistoryEntry {
  if (line.length > MOST_LINE_CHARACTERS) {
    throw new UserError(`${where} has ${line.length} characters; ${MOST_LINE_CHARACTERS} are allowed`);
  }
  const value = parseJson(line, where);
  const { v: version } = checkShape(versionSchema, value, where);
  if (version === ENTRY_VERSION) return checkShape(entrySchema, value, where);
  throw new UserError(`${where} is of version ${version}; this release reads version ${ENTRY_VERSION}`, {
    remedy: "Use the release of Airworthy that wrote it, or a later one.",
  });
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      remedy: "Mend or delete the line in a commit of your own.",
      cause,
    });
  }
}
