import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import { type CommentPlace, issuePlace } from "./comment-place.ts";
import { numberSchema } from "./identifiers.ts";
import { type MarkedText, splitMarker } from "./marker.ts";
import { GitHubProblem } from "./problem.ts";
import { viewerLogin } from "./promotion/viewer-login.ts";
import { type PullNow, type PullNumber, readPullAndViewer, readPullNow } from "./pull-request-now.ts";

/** A comment as GitHub has it. */
export interface Comment {
  readonly id: number;
  readonly url: string;
}

/** A comment of ours, taken apart. */
export interface OurComment extends Comment, MarkedText {
  /** All of it, the marker too. */
  readonly body: string;
}

/** Our comments of a key, newest first, and the pull request as it is. */
export interface Standing {
  readonly ours: readonly OurComment[];
  readonly now: PullNow;
}

type Marked = OurComment & { readonly author: string | undefined };

const commentSchema = v.object({
  id: numberSchema,
  html_url: v.string(),
  body: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
});

/** Our comments of a key, newest first: what ends with our marker and was written by us, looked for on all pages. */
export async function readOurs(client: GitHubClient, place: CommentPlace, key: string): Promise<readonly OurComment[]> {
  const marked = await listMarked(client, place, key);
  return marked.length === 0 ? [] : ofAuthor(marked, await viewerLogin(client));
}

/** The same on a pull request. Who we are is asked together with it, and only where some comment carries the marker. */
export async function readStanding(client: GitHubClient, pull: PullNumber, key: string): Promise<Standing> {
  const marked = await listMarked(client, issuePlace(pull, "pull-requests"), key);
  if (marked.length === 0) return { ours: [], now: await readPullNow(client, pull) };
  const { now, viewer } = await readPullAndViewer(client, pull);
  return { ours: ofAuthor(marked, viewer), now };
}

/** Throws a GitHubProblem; where that is `unreachable`, nobody knows whether the comment is there now. */
export function createComment(client: GitHubClient, place: CommentPlace, body: string): Promise<Comment> {
  return send(client, place, { route: place.add, parameters: { ...place.parameters, body } });
}

/** Null when somebody deleted the comment since it was read. */
export async function updateComment(
  client: GitHubClient,
  place: CommentPlace,
  { id, body }: { readonly id: number; readonly body: string },
): Promise<Comment | null> {
  return unlessGone(() => send(client, place, { route: place.change, parameters: { comment_id: id, body } }));
}

/** Comments that are gone already are no problem. */
export async function deleteComments(
  client: GitHubClient,
  { repository, remove, scope }: CommentPlace,
  comments: readonly Comment[],
): Promise<void> {
  for (const { id } of comments) {
    const parameters = { ...repository, comment_id: id };
    await unlessGone(() => client.request({ route: remove, parameters, needs: `${scope}: write` }));
  }
}

/** What carries the marker of a key, whoever wrote it, newest first. */
async function listMarked(client: GitHubClient, place: CommentPlace, key: string): Promise<readonly Marked[]> {
  const marked: Marked[] = [];
  const parameters = { ...place.repository, ...place.parameters };
  for await (const item of client.list({ route: place.list, parameters, needs: `${place.scope}: read` })) {
    const { id, html_url: url, user, ...comment } = checkShape(commentSchema, item, `GitHub's answer to ${place.list}`);
    const body = comment.body ?? "";
    const split = splitMarker(body);
    if (split?.marker.key === key) marked.push({ id, url, body, ...split, author: user?.login });
  }
  return marked.sort((a, b) => b.id - a.id);
}

function ofAuthor(marked: readonly Marked[], viewer: string): readonly OurComment[] {
  return marked.filter(({ author }) => author === viewer);
}

interface Sending {
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

async function send(client: GitHubClient, place: CommentPlace, { route, parameters }: Sending): Promise<Comment> {
  const request = { route, parameters: { ...place.repository, ...parameters }, needs: `${place.scope}: write` };
  const { id, html_url: url } = checkShape(commentSchema, await client.request(request), `GitHub's answer to ${route}`);
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
