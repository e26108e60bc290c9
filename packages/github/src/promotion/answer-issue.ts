import { setTimeout as sleep } from "node:timers/promises";
import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import { COMMENT_CHARACTERS } from "../comment.ts";
import type { Run } from "../event.ts";
import { numberSchema } from "../identifiers.ts";
import { checkKey, formatMarker, isNewer, type Marker, splitMarker } from "../marker.ts";
import { GitHubProblem } from "../problem.ts";
import type { PullNumber } from "../pull-request-now.ts";
import { viewerLogin } from "./viewer-login.ts";

/** What to say under an issue or a pull request. */
export interface IssueAnswer {
  /** Of the question: an answer with the same key takes the place of the one before. */
  readonly key: string;
  /** Markdown, without the marker. */
  readonly text: string;
  /** The commit that it speaks of. */
  readonly headSha: string;
  readonly run: Run;
}

/** `unchanged`: it stands there already; `outrun`: a later run has answered. */
export interface AnswerResult {
  readonly state: "created" | "updated" | "unchanged" | "outrun";
  readonly url: string;
}

const NEEDS = "issues: write";
const LIST = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
const CREATE = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
const UPDATE = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";

/** An answer that may or may not have arrived is looked for before it is sent again, this often in all. */
const ROUNDS = 3;
const PAUSE_MS = 1_000;

const commentSchema = v.object({
  id: numberSchema,
  html_url: v.string(),
  body: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
});

interface Standing {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly marker: Marker;
}

/**
 * Answers once a key: a comment of ours with the key is updated, whoever delivers the question again. Takes
 * `issues: write`, on a pull request `pull-requests: write` instead. Throws a UserError on a bad key or a text over
 * COMMENT_CHARACTERS with its marker, and a GitHubProblem.
 */
export async function answerIssue(client: GitHubClient, at: PullNumber, answer: IssueAnswer): Promise<AnswerResult> {
  checkKey(answer.key);
  const body = bodyOf(answer);
  const parameters = { owner: at.owner, repo: at.repo, issue_number: at.number, body };
  for (let round = 1; ; round++) {
    const standing = await updateOurs(client, at, answer, body);
    if (standing !== null) return standing;
    try {
      return { state: "created", url: await send(client, CREATE, parameters) };
    } catch (error) {
      const isLost = error instanceof GitHubProblem && error.kind === "unreachable";
      if (!isLost || round === ROUNDS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

function bodyOf({ key, text, headSha, run }: IssueAnswer): string {
  const body = `${text.trimEnd()}\n\n${formatMarker({ key, headSha, run, note: "" })}`;
  if (body.length <= COMMENT_CHARACTERS) return body;
  throw new UserError(`The answer has ${body.length} characters; ${COMMENT_CHARACTERS} are allowed`);
}

/** Null where there is no answer of ours yet, or no longer. */
async function updateOurs(
  client: GitHubClient,
  at: PullNumber,
  { key, run }: IssueAnswer,
  body: string,
): Promise<AnswerResult | null> {
  const standing = await findOurs(client, at, key);
  if (standing === null) return null;
  const { id, url, marker } = standing;
  if (isNewer(marker.run, run)) return { state: "outrun", url };
  if (standing.body === body) return { state: "unchanged", url };
  const updated = await unlessGone(send(client, UPDATE, { owner: at.owner, repo: at.repo, comment_id: id, body }));
  return updated === null ? null : { state: "updated", url: updated };
}

/** Our newest comment of the key, looked for on all pages; who we are is asked only where one carries the marker. */
async function findOurs(client: GitHubClient, at: PullNumber, key: string): Promise<Standing | null> {
  const marked: (Standing & { readonly author: string | undefined })[] = [];
  const parameters = { owner: at.owner, repo: at.repo, issue_number: at.number };
  for await (const item of client.list({ route: LIST, parameters, needs: "issues: read" })) {
    const { id, html_url: url, body, user } = checkShape(commentSchema, item, `GitHub's answer to ${LIST}`);
    const split = splitMarker(body ?? "");
    if (split?.marker.key === key)
      marked.push({ id, url, body: body ?? "", marker: split.marker, author: user?.login });
  }
  if (marked.length === 0) return null;
  const viewer = await viewerLogin(client);
  return marked.findLast(({ author }) => author === viewer) ?? null;
}

/** The comment's address. */
async function send(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, string | number>>,
): Promise<string> {
  const answer = await client.request({ route, parameters, needs: NEEDS });
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
