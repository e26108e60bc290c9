import type { Verdict } from "@airworthy/evidence";
import { notedTitle } from "./comment-note.ts";
import type { CommentPart } from "./comment-part.ts";

/** When a comment is written. */
export const COMMENT_MODES = ["always", "on-change", "on-failure", "never"] as const;

export type CommentMode = (typeof COMMENT_MODES)[number];

/** What is to be said: that a result is to come, or the result. */
export interface Announced {
  readonly isRunning: boolean;
  readonly verdict: Verdict;
  /** With the counts. */
  readonly title: string;
}

/** What stands in the comment. */
export interface Standing {
  /** Whether there is a comment of this job's at all. */
  readonly exists: boolean;
  /** What it says; undefined where that cannot be read. */
  readonly part: CommentPart | undefined;
  /** Whether others share the comment and would see this part marked as of an older commit. */
  readonly isOutdated: boolean;
}

const FAILING: readonly Verdict[] = ["inconclusive", "fail", "error"];

/** Whether the mode lets this be written. A comment that says "running" is always ended by the result. */
export function isWanted(mode: CommentMode, announced: Announced, { exists, part, isOutdated }: Standing): boolean {
  if (mode === "never") return false;
  if (mode === "always") return true;
  if (announced.isRunning) return false;
  if (isOutdated || part?.isRunning || (exists && !part?.result)) return true;
  const last = part?.result;
  if (mode === "on-failure") return FAILING.includes(announced.verdict) || FAILING.includes(last?.verdict ?? "pass");
  return !last || last.verdict !== announced.verdict || last.title !== notedTitle(announced.title);
}
