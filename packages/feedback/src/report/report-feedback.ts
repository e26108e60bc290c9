import type { Statement } from "@airworthy/evidence";
import {
  type Fold,
  formatCount,
  formatCounted,
  formatPercent,
  formatSignedPoints,
  type HeadlineMetric,
  type ReportRow,
  type ReportSection,
} from "@airworthy/report";
import { type FeedbackPredicate, parseFeedback } from "../evidence/predicate.ts";
import { casesFold, disputesFold, reactionsFold } from "./case-folds.ts";
import { cleaningFold } from "./cleaning-fold.ts";
import { themesFold } from "./themes-fold.ts";
import { trendFold } from "./trend-fold.ts";

/** What people say has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportFeedback(statement: Statement): ReportSection {
  const predicate = parseFeedback(statement);
  const { verdict, headline, candidate, baseline, agreement } = predicate;
  return {
    title: "Feedback",
    verdict,
    headline,
    candidate,
    baseline,
    rows: rowsOf(predicate),
    folds: foldsOf(predicate),
    facts: factsOf(predicate),
    commands: [],
    steps:
      agreement.disputed === 0
        ? []
        : ["Look at the cases on which people differ: until a reviewer settles them, nothing is learnt from them."],
    metrics: metricsOf(predicate),
  };
}

/** The outcome with its numbers, and what else is not as it should be. */
function rowsOf({ findings, outcome }: FeedbackPredicate): ReportRow[] {
  return findings
    .filter(({ id, verdict }) => id === "outcome" || verdict !== "pass")
    .map(({ id, verdict, change, headline, reasonCode }): ReportRow => {
      const numbers =
        id === "outcome" && outcome !== null ? outcomeNumbers(outcome) : { was: null, now: null, difference: headline };
      const isBad = verdict === "fail" || verdict === "error";
      return {
        change,
        verdict,
        what: NAMES.get(id) ?? id,
        ...numbers,
        reason: reasonCode.replaceAll("-", " "),
        severity: id !== "outcome" ? (isBad ? 1 : 0) : -(outcome?.difference?.estimate ?? Number.NaN),
        ...(id === "outcome" ? {} : { isSettled: true }),
      };
    });
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["outcome", "reported cases right"],
  ["collected", "feedback"],
  ["refused", "refused"],
  ["agreement", "agreement"],
]);

function outcomeNumbers(
  outcome: NonNullable<FeedbackPredicate["outcome"]>,
): Pick<ReportRow, "was" | "now" | "difference"> {
  const { fixed, broken, stillRight, stillWrong, difference } = outcome;
  const answered = fixed + broken + stillRight + stillWrong;
  if (difference === null) return { was: null, now: null, difference: "no case was answered by both" };
  return {
    was: formatPercent((stillRight + broken) / answered),
    now: formatPercent((stillRight + fixed) / answered),
    difference: `${formatSignedPoints(difference.estimate)} (95 % interval ${formatSignedPoints(difference.low)} to ${formatSignedPoints(difference.high)})`,
  };
}

function foldsOf({ outcome, agreement, themes, weeks, reactions, collected }: FeedbackPredicate): readonly Fold[] {
  return [
    ...(outcome === null ? [] : casesFold(outcome)),
    ...disputesFold(agreement),
    ...themesFold(themes),
    ...trendFold(weeks),
    ...reactionsFold(reactions),
    ...cleaningFold(collected),
  ];
}

function factsOf({ collected, agreement, dataSet, outcome }: FeedbackPredicate): readonly string[] {
  const { rows, consent } = collected;
  return [
    `${formatCounted(rows, "row")} of feedback, ${formatCount(consent.given)} with consent`,
    ...(outcome === null
      ? []
      : [
          `${formatCount(outcome.fixed)} fixed and ${formatCount(outcome.broken)} broken of ${formatCounted(outcome.cases, "reported case")}`,
        ]),
    ...(agreement.alpha === null ? [] : [alphaFact(agreement.alpha, agreement.cases)]),
    ...(agreement.kappa === null ? [] : [`Cohen's kappa ${decimal(agreement.kappa)}`]),
    ...(dataSet === null
      ? []
      : [
          `data set ${dataSet.version}: ${formatCounted(dataSet.rows, "row")}, ${formatCounted(dataSet.tests, "test")}, ${formatCounted(dataSet.training, "training row")}`,
          ...(dataSet.waiting === 0 ? [] : [`${formatCounted(dataSet.waiting, "row")} for reviewers to agree to`]),
        ]),
  ];
}

function alphaFact({ value, low, high }: NonNullable<FeedbackPredicate["agreement"]["alpha"]>, cases: number): string {
  const interval = low === null || high === null ? "" : ` (95 % interval ${decimal(low)} to ${decimal(high)})`;
  return `Krippendorff's alpha ${decimal(value)}${interval} on ${formatCounted(cases, "case")}`;
}

/** With a minus sign, as the other numbers of a report have it. */
function decimal(value: number): string {
  return value.toFixed(2).replace("-", "\u2212");
}

/** For the trend over versions: of the answers that people judged the share that is wrong. */
function metricsOf({ collected: { kinds }, outcome }: FeedbackPredicate): readonly HeadlineMetric[] {
  const judged = kinds.wrong + kinds.right;
  const answered = outcome === null ? 0 : outcome.cases - outcome.unanswered;
  return [
    ...(outcome === null || answered === 0
      ? []
      : [
          {
            name: "reported cases right",
            value: (outcome.stillRight + outcome.fixed) / answered,
            unit: "rate",
            better: "higher",
          } as const,
        ]),
    ...(judged === 0
      ? []
      : [{ name: "judged wrong by people", value: kinds.wrong / judged, unit: "rate", better: "lower" } as const]),
  ];
}
