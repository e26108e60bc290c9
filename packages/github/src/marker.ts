import { UserError } from "@airworthy/evidence";
import type { Run } from "./event.ts";

/** What the last line of our comment says to our next run. */
export interface Marker {
  /** Tells the comments of several reports on one pull request apart. */
  readonly key: string;
  readonly headSha: string;
  readonly run: Run;
  /** What else our next run is to know, "" for nothing. Whoever may edit the comment can change it: never to be trusted. */
  readonly note: string;
}

const SCHEMA = 1;
/** Of a note in base64: a comment holds 65,536 characters, of which the text is to keep most. */
const NOTE_CHARACTERS = 24_000;
const KEY = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
const MARKER = new RegExp(
  "^<!-- airworthy key=([A-Za-z0-9._-]{1,64}) schema=(\\d{1,9}) head=([0-9a-f]{40,64}) run=(\\d{1,16}) attempt=(\\d{1,16})" +
    `(?: note=([A-Za-z0-9+/]{1,${NOTE_CHARACTERS}}={0,2}))? -->$`,
);

/** Throws a UserError unless a key, or a part's name, is safe inside an HTML comment. */
export function checkKey(key: string, input: "key" | "part" = "key"): void {
  if (KEY.test(key) && !key.includes("--")) return;
  throw new UserError(
    `${input}: ${JSON.stringify(key.slice(0, 100))} was given; 1 to 64 letters, digits, dots, underscores and single hyphens ` +
      "are allowed, letters or digits at both ends",
  );
}

/**
 * The marker as an HTML comment, which GitHub does not show. The note is in base64, whose letters cannot close it. Throws
 * an Error for a note that would not be read back.
 */
export function formatMarker(marker: Marker): string {
  checkKey(marker.key);
  const { key, headSha, run } = marker;
  const note = Buffer.from(marker.note).toString("base64");
  if (note.length > NOTE_CHARACTERS) throw new Error(`a comment's note has ${note.length} characters`);
  const fields = `key=${key} schema=${SCHEMA} head=${headSha} run=${run.id} attempt=${run.attempt}`;
  return `<!-- airworthy ${fields}${note === "" ? "" : ` note=${note}`} -->`;
}

/** A comment of ours: its text, and what its last line says. */
export interface MarkedText {
  readonly text: string;
  readonly marker: Marker;
}

/**
 * Takes a comment apart. Only the very last line counts: text that quotes a marker elsewhere is just text. Null without
 * a marker, or with one of another schema.
 */
export function splitMarker(body: string): MarkedText | null {
  const unix = body.replaceAll("\r\n", "\n").trimEnd();
  const start = unix.lastIndexOf("\n") + 1;
  const [, key, schema, headSha, id, attempt, note = ""] = MARKER.exec(unix.slice(start)) ?? [];
  if (key === undefined || headSha === undefined || Number(schema) !== SCHEMA) return null;
  const run = { id: Number(id), attempt: Number(attempt) };
  const marker = { key, headSha, run, note: Buffer.from(note, "base64").toString() };
  return { text: unix.slice(0, start).trimEnd(), marker };
}

/** Whether run `a` was started after run `b`. */
export function isNewer(a: Run, b: Run): boolean {
  return a.id > b.id || (a.id === b.id && a.attempt > b.attempt);
}
