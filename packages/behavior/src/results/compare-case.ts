import type { Judgement } from "../expectations/expectation.ts";

/** What a case says of the candidate beside the baseline; without one, of the candidate alone. */
export const CASE_CHANGES = [
  /** One of the models gave no usable answer. */
  "unanswered",
  "new-failure",
  "fixed",
  "still-failing",
  "still-passing",
  /** The candidate was not made for such a case, and the baseline was judged on it. */
  "lost-support",
  /** No baseline, or one that the case does not apply to or that was not made for it. */
  "failing",
  "passing",
  /** The candidate was not made for such a case, and there is no judged baseline. */
  "unsupported",
  /** The case does not apply to the candidate. */
  "filtered",
] as const;

export type CaseChange = (typeof CASE_CHANGES)[number];

/** `baseline` is null where there is none. */
export function compareCase(candidate: Judgement, baseline: Judgement | null): CaseChange {
  if (candidate.outcome === "unanswered" || baseline?.outcome === "unanswered") return "unanswered";
  if (candidate.outcome === "filtered") return "filtered";
  const before = baseline?.outcome === "pass" || baseline?.outcome === "fail" ? baseline.outcome : null;
  if (candidate.outcome === "unsupported") return before === null ? "unsupported" : "lost-support";
  const fails = candidate.outcome === "fail";
  if (before === null) return fails ? "failing" : "passing";
  if (before === "fail") return fails ? "still-failing" : "fixed";
  return fails ? "new-failure" : "still-passing";
}
