import {
  type CheckedCommit,
  type CheckResult,
  type CommentResult,
  GitHubProblem,
  type Run,
  setCheck,
  upsertComment,
} from "@airworthy/github";
import { CHECK_BUDGET, capText, type Notice, renderMarkdown } from "@airworthy/report";
import type { Log } from "@airworthy/runtime";
import { type Posting, stickyComment } from "./draft-comment.ts";
import type { Target } from "./find-target.ts";

/** What became of the report on GitHub. */
export interface Publication {
  readonly comment: CommentResult["state"] | "not-permitted" | "none";
  readonly commentUrl: string;
  readonly checkUrl: string;
  /** What was not permitted, and how to permit it: no reason to fail, since a fork's token cannot write. */
  readonly refusals: readonly string[];
}

/** How a report is posted: as a comment, and as a check run of this name. */
export interface Settings extends Omit<Posting, "report"> {
  readonly check: string;
}

/** GitHub allows longer titles, but no list of checks shows more. */
const TITLE_CHARACTERS = 200;

const SAID = {
  created: "The comment was written",
  updated: "The comment was updated",
  unchanged: "The comment already says this; nothing was written",
  stale: "The pull request has a newer commit; its comment was left to that commit's run",
  outrun: "A later run has already reported; its comment was left as it is",
  "not-wanted": "No comment was written: `comment` asks for none now",
  closed: "The pull request was closed unmerged and has no comment; none was written",
} as const satisfies Record<CommentResult["state"], string>;

/**
 * Posts a report as comment and check, the check even where the comment fails: an earlier run's must not stand for this
 * one. Throws a UserError unless all that is wrong is a missing permission.
 */
export async function publish(report: Notice, target: Target, settings: Settings, log: Log): Promise<Publication> {
  if (target.kind === "none") {
    log.info(`No comment and no check: ${target.reason}`);
    return { comment: "none", commentUrl: "", checkUrl: "", refusals: [] };
  }
  if (target.kind === "commit") return publishCheck(report, target, settings, log);
  const refusals: string[] = [];
  if (target.kind === "unknown") {
    await permitted(refusals, () => Promise.reject(target.problem));
    return { comment: "not-permitted", commentUrl: "", checkUrl: "", refusals };
  }
  let comment: CommentResult | null = null;
  let check: CheckResult | null = null;
  try {
    comment = await permitted(refusals, () => postComment(report, target, settings));
    if (comment !== null) log.info(`${SAID[comment.state]}${comment.url === null ? "" : `: ${comment.url}`}`);
  } finally {
    // The later run's check is the one to keep, too.
    const isOutrun = comment?.state === "outrun";
    const { pull } = target;
    if (!isOutrun) check = await permitted(refusals, () => postCheck(report, target, { ...pull, settings }));
  }
  if (check !== null) log.info(checkText(check, settings));
  return {
    comment: comment?.state ?? "not-permitted",
    commentUrl: comment?.url ?? "",
    checkUrl: check?.url ?? "",
    refusals,
  };
}

/** Asks nothing of GitHub where the comment cannot be wanted whatever stands there. */
async function postComment(
  report: Notice,
  { client, pull }: Target & { readonly kind: "pull" },
  settings: Settings,
): Promise<CommentResult> {
  const { mode, isRunning } = settings;
  if (mode === "never" || (isRunning && mode !== "always")) return { state: "not-wanted", url: null };
  return upsertComment(client, pull, stickyComment({ ...settings, report }, pull));
}

/** Without a pull request a check is a courtesy: a token that may not set it is no reason to warn. */
async function publishCheck(
  report: Notice,
  target: Target & { readonly kind: "commit" },
  settings: Settings,
  log: Log,
): Promise<Publication> {
  const refusals: string[] = [];
  const { commit, run } = target;
  const check = await permitted(refusals, () => postCheck(report, target, { ...commit, run, settings }));
  const where = check === null ? `No check: ${refusals.join(" ")}` : checkText(check, settings);
  log.info(`No comment, since ${target.reason}. ${where}`);
  return { comment: "none", commentUrl: "", checkUrl: check?.url ?? "", refusals: [] };
}

function checkText({ state, url }: CheckResult, settings: Settings): string {
  const name = JSON.stringify(checkName(settings));
  return state === "set" ? `The check ${name} was set: ${url}` : `The check ${name} was left as a later run set it`;
}

function postCheck(
  report: Notice,
  { client }: Target & { readonly kind: "pull" | "commit" },
  { owner, repo, headSha, run, settings }: CheckedCommit & { readonly run: Run; readonly settings: Settings },
): Promise<CheckResult> {
  const summary = renderMarkdown(report.blocks, { ...CHECK_BUDGET, rest: settings.rest }).text;
  const verdict = settings.isRunning ? null : report.verdict;
  const title = capText(report.title, TITLE_CHARACTERS);
  return setCheck(client, { owner, repo, headSha }, { name: checkName(settings), verdict, title, summary, run });
}

/** The jobs that share a comment share no check. */
function checkName({ check, part }: Settings): string {
  return part === "" ? check : `${check} (${part})`;
}

/** Null, and the reason among the refusals, where the token may not do it. */
async function permitted<T>(refusals: string[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitHubProblem) || error.kind !== "permission") throw error;
    refusals.push(`${error.message} ${error.remedy ?? ""}`.trim());
    return null;
  }
}
