import { setTimeout as sleep } from "node:timers/promises";
import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import { COMMENT_CHARACTERS } from "./comment.ts";
import type { CommentPlace } from "./comment-place.ts";
import type { Run } from "./event.ts";
import { numberSchema } from "./identifiers.ts";
import { checkKey, formatMarker, isNewer, type MarkedText, splitMarker } from "./marker.ts";
import { GitHubProblem } from "./problem.ts";
import { viewerLogin } from "./promotion/viewer-login.ts";

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
}

/** A comment that may or may not have arrived is looked for before it is sent again, this often in all. */
const ROUNDS = 3;
const PAUSE_MS = 1_000;

const commentSchema = v.object({
  id: numberSchema,
  html_url: v.string(),
  body: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
});

interface Standing extends MarkedText {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

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
    const standing = await findOurs(client, place, comment.key);
    const done = standing === null ? null : await settle(client, place, { standing, comment, body, rule });
    if (done !== null) return done;
    try {
      const parameters = { ...place.repository, ...place.parameters, body };
      return { state: "created", url: await send(client, place, place.add, parameters) };
    } catch (error) {
      const isLost = error instanceof GitHubProblem && error.kind === "unreachable";
      if (!isLost || round === ROUNDS) throw error;
      await sleep(PAUSE_MS);
    }
  }
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

interface Settling {
  readonly standing: Standing;
  readonly comment: MarkedComment;
  readonly body: string;
  readonly rule: CommentRule;
}

/** Null where a comment of ours is still to be written: there is none to replace, or no longer. */
async function settle(
  client: GitHubClient,
  place: CommentPlace,
  { standing, comment, body, rule }: Settling,
): Promise<PutResult | null> {
  const { id, url, marker, text } = standing;
  const isSame = standing.body === body || (rule === "replace-changed" && text === unixText(comment.text));
  if (rule !== "add" && isNewer(marker.run, comment.run)) return { state: "outrun", url };
  if (isSame) return { state: "unchanged", url };
  if (rule === "add") return null;
  const parameters = { ...place.repository, comment_id: id, body };
  const updated = await unlessGone(send(client, place, place.change, parameters));
  return updated === null ? null : { state: "updated", url: updated };
}

/** As `splitMarker` gives it back. */
function unixText(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}

/** Our newest comment of the key; who we are is asked only where one carries the marker. */
async function findOurs(client: GitHubClient, place: CommentPlace, key: string): Promise<Standing | null> {
  const marked: (Standing & { readonly author: string | undefined })[] = [];
  const parameters = { ...place.repository, ...place.parameters };
  for await (const item of client.list({ route: place.list, parameters, needs: `${place.scope}: read` })) {
    const { id, html_url: url, body, user } = checkShape(commentSchema, item, `GitHub's answer to ${place.list}`);
    const split = splitMarker(body ?? "");
    if (split?.marker.key === key) marked.push({ id, url, body: body ?? "", ...split, author: user?.login });
  }
  if (marked.length === 0) return null;
  const viewer = await viewerLogin(client);
  return marked.findLast(({ author }) => author === viewer) ?? null;
}

/** The comment's address. */
async function send(
  client: GitHubClient,
  { scope }: CommentPlace,
  route: string,
  parameters: Readonly<Record<string, string | number>>,
): Promise<string> {
  const answer = await client.request({ route, parameters, needs: `${scope}: write` });
  return checkShape(commentSchema, answer, `GitHub's answer to ${route}`).html_url;
}

/** Null where somebody deleted the comment since it was read. */
async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}
