import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@airworthy/evidence";
import type { GitHubClient } from "./client.ts";
import { type CommentPlace, issuePlace } from "./comment-place.ts";
import { type Comment, createComment, deleteComments, readStanding, updateComment } from "./comment-requests.ts";
import { checkKey, formatMarker, type MarkedText } from "./marker.ts";
import { GitHubProblem } from "./problem.ts";
import type { PullRequest } from "./pull-request.ts";
import type { PullNow } from "./pull-request-now.ts";

/** What became of a comment. */
export interface CommentResult {
  readonly state: CommentState;
  readonly url: string | null;
}

/**
 * `stale`: the pull request's head moved on; `closed`: it was closed unmerged before there was a comment; the rest as
 * CommentSkip says.
 */
export type CommentState = "created" | "updated" | "stale" | "closed" | CommentSkip;

/** Why nothing is to be written: it stands there already, a later run has spoken, or nobody wants to read it. */
export type CommentSkip = "unchanged" | "outrun" | "not-wanted";

export interface StickyComment {
  readonly key: string;
  /**
   * What to write in place of what stands there: the first of our comments with the key. Called anew whenever they were
   * read anew.
   */
  draft(before: readonly MarkedText[], now: PullNow): CommentDraft | CommentSkip;
  /**
   * For a comment that other jobs may write at the same moment: milliseconds to wait before it is read again, and drafted
   * again, after the first, second, … writing; longer than another takes from reading to writing. Where two jobs
   * each made the first comment only the oldest stays, and the draft takes in what the others say.
   */
  readonly settle?: (round: number) => number;
}

export interface CommentDraft {
  /** Markdown, without the marker. */
  readonly text: string;
  /** What `before` will say of it next time. */
  readonly note: string;
  /** Given where a new comment takes the place of the old one: what the old one then says, by the new one's address. */
  readonly supersede?: (url: string) => string;
}

/** "body is too long (maximum is 65536 characters)" is what GitHub answers to more. */
export const COMMENT_CHARACTERS = 65_536;

/** A new comment that may or may not have arrived is looked for before it is sent again, this often in all. */
const ROUNDS = 3;
const PAUSE_MS = 1_000;
/** Each round every job but the last to write finds itself overwritten at most once. */
const SETTLE_ROUNDS = 6;

/**
 * Keeps one comment per key on a pull request. Ours is the newest that ends with our marker and that we wrote, looked
 * for on all pages. It is updated in place; nothing is written when the draft says so, when the pull request's head
 * is no longer the commit that was examined (read right before writing) and was to be; none is made where the pull request was
 * closed unmerged. An update takes three requests, a page of comments more each one more.
 *
 * Throws a UserError on a bad key or a text over COMMENT_CHARACTERS with its marker, else what the client throws.
 */
export async function upsertComment(
  client: GitHubClient,
  pull: PullRequest,
  comment: StickyComment,
): Promise<CommentResult> {
  checkKey(comment.key);
  const written = await upsertSurely(client, pull, comment);
  const { state, url } = comment.settle ? await settle(client, pull, comment, written) : written;
  return { state, url };
}

interface Written extends CommentResult {
  readonly isWritten?: true;
}

/** Writes again until what was written is still there after a while, whoever else writes. */
async function settle(
  client: GitHubClient,
  pull: PullRequest,
  comment: StickyComment,
  first: Written,
): Promise<CommentResult> {
  let last = first;
  for (let round = 1; last.isWritten && round <= SETTLE_ROUNDS; round++) {
    await sleep(comment.settle?.(round) ?? 0);
    last = await upsertSurely(client, pull, comment);
  }
  return { state: first.state, url: last.url ?? first.url };
}

async function upsertSurely(client: GitHubClient, pull: PullRequest, comment: StickyComment): Promise<Written> {
  for (let round = 1; ; round++) {
    try {
      return await upsertOnce(client, pull, comment);
    } catch (error) {
      if (!(error instanceof LostComment)) throw error;
      if (round === ROUNDS) throw error.problem;
      await sleep(PAUSE_MS);
    }
  }
}

async function upsertOnce(client: GitHubClient, pull: PullRequest, comment: StickyComment): Promise<Written> {
  const place = issuePlace(pull, "pull-requests");
  const { ours: newestFirst, now } = await readStanding(client, pull, comment.key);
  const ours = comment.settle ? newestFirst.toReversed() : newestFirst;
  const [current, ...doubles] = ours;
  const url = current?.url ?? null;
  const draft = comment.draft(ours, now);
  const isOurs = (pull.isOfAnotherCommit || now.headSha === pull.headSha) && draft !== "outrun";
  if (typeof draft === "string") {
    if (comment.settle && isOurs) await deleteComments(client, place, doubles);
    return { state: draft, url };
  }
  if (!isOurs) return { state: "stale", url };
  if (current === undefined && now.state === "closed") return { state: "closed", url };
  const written = await write(client, place, { current, body: bodyOf(draft, comment.key, pull), draft });
  if (comment.settle) await deleteComments(client, place, doubles);
  return { ...written, isWritten: true };
}

function bodyOf(draft: CommentDraft, key: string, { headSha, run }: PullRequest): string {
  const body = `${draft.text.trimEnd()}\n\n${formatMarker({ key, headSha, run, note: draft.note })}`;
  if (body.length <= COMMENT_CHARACTERS) return body;
  throw new UserError(`The comment has ${body.length} characters; ${COMMENT_CHARACTERS} are allowed`);
}

interface Writing {
  readonly current: Comment | undefined;
  readonly body: string;
  readonly draft: CommentDraft;
}

async function write(client: GitHubClient, place: CommentPlace, writing: Writing): Promise<CommentResult> {
  const { current, body, draft } = writing;
  if (current && !draft.supersede) {
    const updated = await updateComment(client, place, { id: current.id, body });
    if (updated !== null) return { state: "updated", url: updated.url };
  }
  const { url } = await createOrLose(client, place, body);
  // Without the marker the old one is nobody's any more.
  if (current && draft.supersede) await updateComment(client, place, { id: current.id, body: draft.supersede(url) });
  return { state: "created", url };
}

/** Nobody knows whether the comment is there now. */
class LostComment extends Error {
  readonly problem: GitHubProblem;

  constructor(problem: GitHubProblem) {
    super(problem.message, { cause: problem });
    this.problem = problem;
  }
}

async function createOrLose(client: GitHubClient, place: CommentPlace, body: string): Promise<Comment> {
  try {
    return await createComment(client, place, body);
  } catch (error) {
    const isLost = error instanceof GitHubProblem && error.kind === "unreachable";
    throw isLost ? new LostComment(error) : error;
  }
}
