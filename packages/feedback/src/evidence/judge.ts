import type { Finding } from "@airworthy/evidence";
import { formatCount, formatCounted } from "@airworthy/report";
import type { FeedbackPredicate } from "./predicate.ts";

/**
 * What the figures come to: that something was collected, that nothing was refused, that people agree, and that the version broke no
 * more of the reported cases than it may. Nothing collected and cases without answers are inconclusive; people who differ and
 * what was refused are for somebody to look at.
 */
export function judgeFeedback(
  figures: Pick<FeedbackPredicate, "collected" | "agreement" | "outcome">,
): readonly Finding[] {
  const { collected, agreement, outcome } = figures;
  return [
    ...(outcome === null ? [] : [judgeOutcome(outcome)]),
    judgeCollected(collected, outcome !== null),
    ...(collected.refusals.length === 0 ? [] : [judgeRefusals(collected)]),
    ...(agreement.cases === 0 ? [] : [judgeAgreement(agreement)]),
  ];
}

function judgeOutcome(outcome: NonNullable<FeedbackPredicate["outcome"]>): Finding {
  const { cases, fixed, broken, stillWrong, unanswered, mostBroken } = outcome;
  const of = `of ${formatCounted(cases, "reported case")}`;
  const known = `${formatCount(fixed)} ${of} fixed, ${formatCount(broken)} broken, ${formatCount(stillWrong)} still wrong`;
  if (broken > mostBroken) {
    const headline = `${known}; ${formatCount(mostBroken)} may be broken`;
    return finding("outcome", "fail", "feedback-broken", headline, "regression");
  }
  if (cases === 0)
    return finding(
      "outcome",
      "inconclusive",
      "no-cases",
      "there are no reported cases to follow",
      "insufficient-evidence",
    );
  if (unanswered > 0) {
    const headline = `${known}; ${formatCount(unanswered)} without an answer of both versions`;
    return finding("outcome", "inconclusive", "unanswered-cases", headline, "insufficient-evidence");
  }
  const reason = broken > 0 ? "feedback-broken-within-limit" : fixed > 0 ? "feedback-fixed" : "nothing-changed";
  const change = broken > 0 ? "possible-regression" : fixed > 0 ? "improvement" : "stable";
  return finding("outcome", broken > 0 ? "warn" : "pass", reason, known, change);
}

/** A version's cases may be followed on a day on which nobody says anything. */
function judgeCollected({ rows, kinds }: FeedbackPredicate["collected"], isFollowed: boolean): Finding {
  if (rows === 0) {
    const verdict = isFollowed ? "pass" : "inconclusive";
    return finding("collected", verdict, "nothing-said", "nobody said anything", "stable");
  }
  const { wrong, right, comment } = kinds;
  const said = `${formatCount(wrong)} wrong, ${formatCount(right)} right, ${formatCounted(comment, "comment")}`;
  return finding("collected", "pass", "collected", `${formatCounted(rows, "row")} of feedback: ${said}`, "stable");
}

function judgeRefusals({ refusals }: FeedbackPredicate["collected"]): Finding {
  const count = refusals.reduce((sum, refusal) => sum + refusal.count, 0);
  const reasons = refusals.map(({ reason }) => reason.replaceAll("-", " ")).join(", ");
  return finding("refused", "warn", "rows-refused", `${formatCounted(count, "row")} refused: ${reasons}`, "stable");
}

function judgeAgreement({ cases, disputed }: FeedbackPredicate["agreement"]): Finding {
  if (disputed === 0) {
    return finding(
      "agreement",
      "pass",
      "people-agree",
      `people agree on ${formatCounted(cases, "case")} that several answered`,
      "stable",
    );
  }
  const headline = `people differ on ${formatCount(disputed)} of ${formatCounted(cases, "case")} that several answered`;
  return finding("agreement", "warn", "needs-review", headline, "stable");
}

function finding(
  id: string,
  verdict: Finding["verdict"],
  reasonCode: string,
  headline: string,
  change: Finding["change"],
): Finding {
  return { id, verdict, reasonCode, change, headline };
}
