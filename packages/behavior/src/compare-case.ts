import type { Judgement } from "./judge.ts";

/** What a case says of the candidate beside the baseline; without one, of the candidate alone. */
export const CASE_CHANGES = [
  "unanswered",
  "new-failure",
  "fixed",
  "still-failing",
  "still-passing",
  /** No baseline, or the case does not apply to it. */
  "failing",
  "passing",
  /** The case does not apply to the candidate. */
  "filtered",
] as const;

export type CaseChange = (typeof CASE_CHANGES)[number];

/** `baseline` is null where there is none. */
export function compareCase(candidate: Judgement, baseline: Judgement | null): CaseChange {
  if (candidate.outcome === "unanswered" || baseline?.outcome === "unanswered") return "unanswered";
  if (candidate.outcome === "filtered") return "filtered";
  const fails = candidate.outcome === "fail";
  if (baseline === null || baseline.outcome === "filtered") return fails ? "failing" : "passing";
  if (baseline.outcome === "fail") return fails ? "still-failing" : "fixed";
  return fails ? "new-failure" : "still-passing";
}
