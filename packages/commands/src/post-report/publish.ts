import { type CommentResult, createCheck, GitHubProblem, upsertComment } from "@airworthy/github";
import {
  type Budget,
  CHECK_BUDGET,
  COMMENT_BUDGET,
  capText,
  type Report,
  renderMarkdown,
  type Text,
} from "@airworthy/report";
import type { Log } from "@airworthy/runtime";
import type { Target } from "./find-target.ts";

/** What became of the report on GitHub. */
export interface Publication {
  readonly comment: "created" | "updated" | "unchanged" | "stale" | "outrun" | "not-permitted" | "none";
  readonly commentUrl: string;
  readonly checkUrl: string;
  /** What was not permitted, and how to permit it: no reason to fail, since a fork's token cannot write. */
  readonly refusals: readonly string[];
}

export interface Names {
  /** Of the comment. */
  readonly key: string;
  /** Of the check run. */
  readonly check: string;
  /** Where the whole report is, for what does not fit. */
  readonly rest: Text;
}

/** GitHub allows longer titles, but no list of checks shows more. */
const TITLE_CHARACTERS = 200;

const SAID = {
  created: "The comment was written",
  updated: "The comment was updated",
  unchanged: "The comment already says this; nothing was written",
  stale: "The pull request has a newer commit; its comment was left to that commit's run",
  outrun: "A later run has already reported; its comment was left as it is",
} as const;

/**
 * Posts a report as comment and check, the check even where the comment fails: an earlier run's must not stand for this
 * one. Throws a UserError unless all that is wrong is a missing permission.
 */
export async function publish(report: Report, target: Target, names: Names, log: Log): Promise<Publication> {
  if (target.kind === "none") {
    log.info(`No comment and no check: ${target.reason}`);
    return { comment: "none", commentUrl: "", checkUrl: "", refusals: [] };
  }
  const refusals: string[] = [];
  if (target.kind === "unknown") {
    await permitted(refusals, () => Promise.reject(target.problem));
    return { comment: "not-permitted", commentUrl: "", checkUrl: "", refusals };
  }
  const { client, pull } = target;
  const text = renderMarkdown(report.blocks, within(COMMENT_BUDGET, names.rest)).text;
  let comment: CommentResult | null = null;
  let check: string | null = null;
  try {
    comment = await permitted(refusals, () => upsertComment(client, pull, { key: names.key, text }));
    if (comment !== null) log.info(`${SAID[comment.state]}${comment.url === null ? "" : `: ${comment.url}`}`);
  } finally {
    // The later run's check is the one to keep, too.
    const isOutrun = comment?.state === "outrun";
    if (!isOutrun) check = await permitted(refusals, () => createCheck(client, pull, checkOf(report, names)));
  }
  if (check !== null) log.info(`The check ${JSON.stringify(names.check)} was set: ${check}`);
  return {
    comment: comment?.state ?? "not-permitted",
    commentUrl: comment?.url ?? "",
    checkUrl: check ?? "",
    refusals,
  };
}

function checkOf(report: Report, names: Names) {
  const summary = renderMarkdown(report.blocks, within(CHECK_BUDGET, names.rest)).text;
  return { name: names.check, verdict: report.verdict, title: capText(report.title, TITLE_CHARACTERS), summary };
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

function within(budget: Budget, rest: Text): Budget {
  return { ...budget, rest };
}
