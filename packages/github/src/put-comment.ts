import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import type { GitHubClient } from "./client.ts";
import { COMMENT_CHARACTERS } from "./comment.ts";
import type { CommentPlace } from "./comment-place.ts";
import { createComment, deleteComments, type OurComment, readOurs, updateComment } from "./comment-requests.ts";
import type { Run } from "./event.ts";
import { checkKey, formatMarker, isNewer } from "./marker.ts";
import { GitHubProblem } from "./problem.ts";

/** What to say, and what tells it from our other comments. */
export interface MarkedComment {
  /** A comment of ours with the same key is the one that is looked for. */
  readonly key: string;
  /** Markdown, without the marker. */
  readonly text: string;
  /** The commit that it speaks of. */
  readonly headSha: string;
  readonly run: Run;
}

/**
 * What becomes of our newest comment with the key. `replace`: it is replaced unless this very run said the same;
 * `replace-changed`: unless it says the same, whichever run wrote it; `add`: it stays, and another is written unless this
 * very run said the same.
 */
export type CommentRule = "replace" | "replace-changed" | "add";

/** `unchanged`: it stands there already; `outrun`: a later run has spoken. */
export interface PutResult {
  readonly state: "created" | "updated" | "unchanged" | "outrun";
  readonly url: string;
  /** Where it was created and none of ours with the key was there before. */
  readonly isFirst?: true;
}

/** A comment that may or may not have arrived is looked for before it is sent again, this often in all. */
const ROUNDS = 3;
const PAUSE_MS = 1_000;

/**
 * Writes a comment, whoever delivers it again. Ours are those that end with our marker and that we wrote, looked for on
 * all pages. Throws a UserError on a bad key or a text over COMMENT_CHARACTERS with its marker, and a GitHubProblem.
 */
export async function putComment(
  client: GitHubClient,
  place: CommentPlace,
  comment: MarkedComment,
  rule: CommentRule,
): Promise<PutResult> {
  const body = bodyOf(comment);
  for (let round = 1; ; round++) {
    const [standing] = await readOurs(client, place, comment.key);
    const done = standing === undefined ? null : await replace(client, place, { standing, comment, body, rule });
    if (done !== null) return done;
    try {
      const { url } = await createComment(client, place, body);
      return { state: "created", url, ...(standing === undefined ? { isFirst: true } : {}) };
    } catch (error) {
      const isLost = error instanceof GitHubProblem && error.kind === "unreachable";
      if (!isLost || round === ROUNDS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/**
 * For a first comment that other jobs may have made at the same moment: waits `pauseMs`, longer than another takes from
 * reading to writing, and leaves the oldest with the words of the latest run; whoever does so does the same. The address
 * of what stays, null where somebody has deleted all of them. Throws a GitHubProblem.
 */
export async function keepOldest(
  client: GitHubClient,
  place: CommentPlace,
  key: string,
  pauseMs: number,
): Promise<string | null> {
  await sleep(pauseMs);
  const ours = await readOurs(client, place, key);
  const [newest] = ours;
  const oldest = ours.at(-1);
  if (newest === undefined || oldest === undefined) return null;
  const latest = ours.reduce((found, next) => (isNewer(next.marker.run, found.marker.run) ? next : found), newest);
  if (latest.body !== oldest.body) await updateComment(client, place, { id: oldest.id, body: latest.body });
  await deleteComments(client, place, ours.slice(0, -1));
  return oldest.url;
}

/** The most characters that a text may have beside its marker. Throws a UserError on a bad key. */
export function roomFor(comment: Omit<MarkedComment, "text">): number {
  return COMMENT_CHARACTERS - markerOf(comment).length - GAP.length;
}

const GAP = "\n\n";

function bodyOf(comment: MarkedComment): string {
  const body = `${comment.text.trimEnd()}${GAP}${markerOf(comment)}`;
  if (body.length <= COMMENT_CHARACTERS) return body;
  throw new UserError(`The comment has ${body.length} characters; ${COMMENT_CHARACTERS} are allowed`);
}

function markerOf({ key, headSha, run }: Omit<MarkedComment, "text">): string {
  checkKey(key);
  return formatMarker({ key, headSha, run, note: "" });
}

interface Replacing {
  readonly standing: OurComment;
  readonly comment: MarkedComment;
  readonly body: string;
  readonly rule: CommentRule;
}

/** Null where a comment of ours is still to be written: there is none to replace, or no longer. */
async function replace(
  client: GitHubClient,
  place: CommentPlace,
  { standing, comment, body, rule }: Replacing,
): Promise<PutResult | null> {
  const { id, url, marker, text } = standing;
  const isSame = standing.body === body || (rule === "replace-changed" && text === unixText(comment.text));
  if (rule !== "add" && isNewer(marker.run, comment.run)) return { state: "outrun", url };
  if (isSame) return { state: "unchanged", url };
  if (rule === "add") return null;
  const updated = await updateComment(client, place, { id, body });
  return updated === null ? null : { state: "updated", url: updated.url };
}

/** As `splitMarker` gives it back. */
function unixText(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}
