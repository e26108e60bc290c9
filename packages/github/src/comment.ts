import { setTimeout as sleep } from "node:timers/promises";
import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import { numberSchema } from "./identifiers.ts";
import { checkKey, formatMarker, isNewer, splitMarker } from "./marker.ts";
import { GitHubProblem } from "./problem.ts";
import { type PullRequest, readPull } from "./pull-request.ts";
import { readViewer } from "./viewer.ts";

/** What became of a comment: `stale` when the pull request's head moved on, `outrun` when a later run has spoken. */
export interface CommentResult {
  readonly state: "created" | "updated" | "unchanged" | "stale" | "outrun";
  readonly url: string | null;
}

export interface StickyComment {
  readonly key: string;
  /** Markdown, without the marker. */
  readonly text: string;
}

/** "body is too long (maximum is 65536 characters)" is what GitHub answers to more. */
export const COMMENT_CHARACTERS = 65_536;

/** A new comment that may or may not have arrived is looked for before it is sent again, this often in all. */
const ROUNDS = 3;
const PAUSE_MS = 1_000;
const NEEDS = "pull-requests: write";
const LIST = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
const CREATE = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const UPDATE = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";

const commentSchema = v.object({
  id: numberSchema,
  html_url: v.string(),
  body: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
});

type Comment = v.InferOutput<typeof commentSchema>;

/**
 * Keeps one comment per key on a pull request. Ours is the newest that ends with our marker and that we wrote, looked
 * for on all pages. It is updated in place; nothing is written when its text is the same, when the pull request's head
 * is no longer the commit that was examined (read again right before writing), or when a later run wrote it.
 *
 * Throws a UserError on a bad key or a text over COMMENT_CHARACTERS with its marker, else what the client throws.
 */
export async function upsertComment(
  client: GitHubClient,
  pull: PullRequest,
  comment: StickyComment,
): Promise<CommentResult> {
  checkKey(comment.key);
  const body = `${comment.text.trimEnd()}\n\n${formatMarker({ ...comment, ...pull })}`;
  if (body.length > COMMENT_CHARACTERS) {
    throw new UserError(`The comment has ${body.length} characters; ${COMMENT_CHARACTERS} are allowed`);
  }
  for (let round = 1; ; round++) {
    const result = await upsertOnce(client, pull, { key: comment.key, body });
    if (!(result instanceof GitHubProblem)) return result;
    if (round === ROUNDS) throw result;
    await sleep(PAUSE_MS);
  }
}

interface Wanted {
  readonly key: string;
  readonly body: string;
}

async function upsertOnce(
  client: GitHubClient,
  pull: PullRequest,
  wanted: Wanted,
): Promise<CommentResult | GitHubProblem> {
  const ours = await findOurs(client, pull, wanted.key);
  const before = ours && splitMarker(ours.body ?? "");
  if (ours && before) {
    if (isNewer(before.marker.run, pull.run)) return { state: "outrun", url: ours.html_url };
    if (before.text === splitMarker(wanted.body)?.text) return { state: "unchanged", url: ours.html_url };
  }
  const now = await readPull(client, pull, pull.number);
  if (now.head.sha !== pull.headSha) return { state: "stale", url: ours?.html_url ?? null };
  const updated = ours && (await update(client, pull, { id: ours.id, body: wanted.body }));
  return updated ? { state: "updated", url: updated.html_url } : create(client, pull, wanted.body);
}

/** Our newest comment. Who we are is only asked when some comment carries the marker. */
async function findOurs(client: GitHubClient, pull: PullRequest, key: string): Promise<Comment | null> {
  const marked: Comment[] = [];
  const parameters = { owner: pull.owner, repo: pull.repo, issue_number: pull.number };
  for await (const item of client.list({ route: LIST, parameters, needs: "pull-requests: read" })) {
    const comment = checkShape(commentSchema, item, `GitHub's answer to ${LIST}`);
    if (splitMarker(comment.body ?? "")?.marker.key === key) marked.push(comment);
  }
  if (marked.length === 0) return null;
  const viewer = await readViewer(client);
  return marked.filter((comment) => comment.user?.login === viewer).sort((a, b) => b.id - a.id)[0] ?? null;
}

/** Null when somebody deleted the comment since it was read. */
async function update(
  client: GitHubClient,
  pull: PullRequest,
  change: { readonly id: number; readonly body: string },
): Promise<Comment | null> {
  const parameters = { owner: pull.owner, repo: pull.repo, comment_id: change.id, body: change.body };
  try {
    const answer = await client.request({ route: UPDATE, parameters, needs: NEEDS });
    return checkShape(commentSchema, answer, `GitHub's answer to ${UPDATE}`);
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}

/** The problem instead of a result when nobody knows whether the comment is there now. */
async function create(client: GitHubClient, pull: PullRequest, body: string): Promise<CommentResult | GitHubProblem> {
  const parameters = { owner: pull.owner, repo: pull.repo, issue_number: pull.number, body };
  try {
    const answer = await client.request({ route: CREATE, parameters, needs: NEEDS });
    return { state: "created", url: checkShape(commentSchema, answer, `GitHub's answer to ${CREATE}`).html_url };
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "unreachable") return error;
    throw error;
  }
}
