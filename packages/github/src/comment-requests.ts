import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import { numberSchema } from "./identifiers.ts";
import { type MarkedText, splitMarker } from "./marker.ts";
import { GitHubProblem } from "./problem.ts";
import { type PullNow, type PullNumber, readPullAndViewer, readPullNow } from "./pull-request-now.ts";

/** A comment as GitHub has it. */
export interface Comment {
  readonly id: number;
  readonly url: string;
}

/** Our comments of a key, taken apart, newest first, and the pull request as it is. */
export interface Standing {
  readonly ours: readonly (Comment & MarkedText)[];
  readonly now: PullNow;
}

const NEEDS = "pull-requests: write";
const LIST = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
const CREATE = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const UPDATE = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
const DELETE = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";

const commentSchema = v.object({
  id: numberSchema,
  html_url: v.string(),
  body: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
});

/**
 * Looks on all pages for what ends with our marker and was written by us. Who we are is asked together with the pull
 * request, and only when some comment carries the marker.
 */
export async function readStanding(client: GitHubClient, pull: PullNumber, key: string): Promise<Standing> {
  const marked: (Comment & MarkedText & { readonly author: string | undefined })[] = [];
  const parameters = { owner: pull.owner, repo: pull.repo, issue_number: pull.number };
  for await (const item of client.list({ route: LIST, parameters, needs: "pull-requests: read" })) {
    const { id, html_url: url, body, user } = checkShape(commentSchema, item, `GitHub's answer to ${LIST}`);
    const split = splitMarker(body ?? "");
    if (split?.marker.key === key) marked.push({ id, url, ...split, author: user?.login });
  }
  if (marked.length === 0) return { ours: [], now: await readPullNow(client, pull) };
  const { now, viewer } = await readPullAndViewer(client, pull);
  return { ours: marked.filter(({ author }) => author === viewer).sort((a, b) => b.id - a.id), now };
}

/** Throws a GitHubProblem; where that is `unreachable`, nobody knows whether the comment is there now. */
export function createComment(client: GitHubClient, pull: PullNumber, body: string): Promise<Comment> {
  return send(client, CREATE, { owner: pull.owner, repo: pull.repo, issue_number: pull.number, body });
}

/** Null when somebody deleted the comment since it was read. */
export async function updateComment(
  client: GitHubClient,
  pull: PullNumber,
  change: { readonly id: number; readonly body: string },
): Promise<Comment | null> {
  const parameters = { owner: pull.owner, repo: pull.repo, comment_id: change.id, body: change.body };
  return unlessGone(() => send(client, UPDATE, parameters));
}

/** A comment that is gone already is no problem. */
export async function deleteComment(client: GitHubClient, pull: PullNumber, id: number): Promise<void> {
  const parameters = { owner: pull.owner, repo: pull.repo, comment_id: id };
  await unlessGone(() => client.request({ route: DELETE, parameters, needs: NEEDS }));
}

async function send(client: GitHubClient, route: string, parameters: Record<string, string | number>) {
  const answer = await client.request({ route, parameters, needs: NEEDS });
  const { id, html_url: url } = checkShape(commentSchema, answer, `GitHub's answer to ${route}`);
  return { id, url };
}

async function unlessGone<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}
