import type { UserError } from "@airworthy/evidence";
import { GitHubProblem, type PutResult } from "@airworthy/github";
import type { Outcome } from "@airworthy/runtime";
import type { Place } from "./find-place.ts";
import type { Written } from "./write-comment.ts";

export const COMMENT_OUTPUTS = {
  comment:
    "What became of the comment: created, updated, unchanged (it says the same already), outrun (a later run has spoken), not-permitted, not-posted (GitHub refused or failed), or none.",
  "comment-url": "The comment's address; empty without one.",
  target: "Where it stands, such as pr/7, issue/9 or commit/<SHA>; empty where that is nowhere.",
} as const;

export type CommentOutcome = Outcome<keyof typeof COMMENT_OUTPUTS>;

const SAID = {
  created: "The comment was written",
  updated: "The comment was updated",
  unchanged: "The comment says this already; nothing was written",
  outrun: "A later run has written the comment; it was left as it is",
} as const satisfies Record<PutResult["state"], string>;

/** Whether the token may not do it. */
export function isForbidden(error: unknown): boolean {
  return error instanceof GitHubProblem && error.kind === "permission";
}

/** It stands there; `passage` is the report for the job summary. */
export function posted({ state, url, doubt }: Written, place: Place, passage: string): CommentOutcome {
  const said = `${SAID[state]}: ${url}`;
  const notes = [place.note, doubt].filter((note) => note !== undefined);
  return outcomeOf(doubt === undefined ? "pass" : "warn", state, {
    headline: [said, ...notes].join(". "),
    warning: notes.join(". "),
    url,
    target: place.name,
    passage,
  });
}

/** There is no place for it. */
export function nowhere(reason: string, passage: string): CommentOutcome {
  const headline = `No comment: ${reason}`;
  return outcomeOf("warn", "none", { headline, warning: headline, url: "", target: "", passage });
}

/** That a token may not write is no reason to fail: a fork's cannot. Whatever else, the report is kept for the summary. */
export function notPosted(problem: UserError, passage: string): CommentOutcome {
  const { message, remedy = "" } = problem;
  const headline = `No comment was written; the report is in the job summary. ${message} ${remedy}`.trim();
  const told = { headline, warning: headline, url: "", target: "", passage };
  return isForbidden(problem) ? outcomeOf("warn", "not-permitted", told) : outcomeOf("error", "not-posted", told);
}

interface Told {
  readonly headline: string;
  /** Empty without one. */
  readonly warning: string;
  readonly url: string;
  readonly target: string;
  readonly passage: string;
}

function outcomeOf(
  verdict: "pass" | "warn" | "error",
  comment: PutResult["state"] | "not-permitted" | "not-posted" | "none",
  { headline, warning, url, target, passage }: Told,
): CommentOutcome {
  const level = verdict === "error" ? "error" : "warning";
  return {
    verdict,
    reasonCode: comment,
    headline,
    outputs: { comment, "comment-url": url, target },
    evidence: [],
    summary: [],
    passage: { markdown: passage, line: url },
    annotations: warning === "" ? [] : [{ level, message: warning }],
  };
}
