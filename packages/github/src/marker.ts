import { UserError } from "@airworthy/evidence";
import type { Run } from "./event.ts";

/** What the last line of our comment says to our next run. */
export interface Marker {
  /** Tells the comments of several reports on one pull request apart. */
  readonly key: string;
  readonly headSha: string;
  readonly run: Run;
}

const SCHEMA = 1;
const KEY = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
const MARKER =
  /^<!-- airworthy key=([A-Za-z0-9._-]{1,64}) schema=(\d{1,9}) head=([0-9a-f]{40,64}) run=(\d{1,16}) attempt=(\d{1,16}) -->$/;

/** Throws a UserError unless a key is safe inside an HTML comment. */
export function checkKey(key: string): void {
  if (KEY.test(key) && !key.includes("--")) return;
  throw new UserError(
    `key: ${JSON.stringify(key.slice(0, 100))} was given; 1 to 64 letters, digits, dots, underscores and single hyphens ` +
      "are allowed, letters or digits at both ends",
  );
}

/** The marker as an HTML comment, which GitHub does not show. */
export function formatMarker(marker: Marker): string {
  checkKey(marker.key);
  const { headSha, run } = marker;
  return `<!-- airworthy key=${marker.key} schema=${SCHEMA} head=${headSha} run=${run.id} attempt=${run.attempt} -->`;
}

/**
 * Takes a comment apart. Only the very last line counts: text that quotes a marker elsewhere is just text. Null without
 * a marker, or with one of another schema.
 */
export function splitMarker(body: string): { readonly text: string; readonly marker: Marker } | null {
  const unix = body.replaceAll("\r\n", "\n").trimEnd();
  const start = unix.lastIndexOf("\n") + 1;
  const [, key, schema, headSha, id, attempt] = MARKER.exec(unix.slice(start)) ?? [];
  if (key === undefined || headSha === undefined || Number(schema) !== SCHEMA) return null;
  const marker = { key, headSha, run: { id: Number(id), attempt: Number(attempt) } };
  return { text: unix.slice(0, start).trimEnd(), marker };
}

/** Whether run `a` was started after run `b`. */
export function isNewer(a: Run, b: Run): boolean {
  return a.id > b.id || (a.id === b.id && a.attempt > b.attempt);
}
