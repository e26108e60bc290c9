import { worstVerdict } from "@airworthy/evidence";
import { judgeFeedback } from "./judge.ts";
import type { FeedbackPredicate } from "./predicate.ts";

/** What is to hold between the parts, so that none says more than the others allow. */
export interface SelfCheck {
  readonly message: string;
  holds(predicate: FeedbackPredicate): boolean;
}

export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    message: "must have the worst verdict of its findings",
    holds: ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
  },
  {
    message: "must find what its figures say",
    holds: (predicate) => {
      const judged = judgeFeedback(predicate);
      return (
        judged.length === predicate.findings.length &&
        judged.every(({ id, verdict, reasonCode, change }, index) => {
          const given = predicate.findings[index];
          const isSame = given?.id === id && given.verdict === verdict;
          return isSame && given.reasonCode === reasonCode && given.change === change;
        })
      );
    },
  },
  {
    message: "must have collected as many rows by source, by kind and by consent as in all",
    holds: ({ collected: { rows, sources, kinds, consent } }) =>
      [sources, kinds, consent].every((counts) => sumOf(Object.values(counts)) === rows),
  },
  {
    message: "must not have more rows that say the same than rows",
    holds: ({ collected: { rows, exact, near } }) => exact + near <= rows,
  },
  {
    message: "must have all grouped rows in its themes, or no themes",
    holds: ({ themes: { state, rows, silhouette, themes } }) =>
      state === "grouped"
        ? silhouette !== null && sumOf(themes.map(({ size }) => size)) === rows
        : silhouette === null && themes.length === 0,
  },
  {
    message: "must have themes of as many rows as they have of all kinds",
    holds: ({ themes: { themes } }) => themes.every(({ size, kinds }) => size === sumOf(Object.values(kinds))),
  },
  {
    message: "must not have more disputed cases than answered ones, nor fewer than it lists",
    holds: ({ agreement: { cases, disputed, disputes } }) => disputed <= cases && disputes.length <= disputed,
  },
  {
    message: "must not have an interval whose ends are the wrong way round",
    holds: ({ agreement: { alpha }, outcome }) =>
      (alpha?.low ?? 0) <= (alpha?.high ?? alpha?.low ?? 0) &&
      (outcome?.difference?.low ?? 0) <= (outcome?.difference?.high ?? 0),
  },
  {
    message: "must have an outcome for each of its cases",
    holds: ({ outcome }) =>
      outcome === null ||
      outcome.cases === outcome.fixed + outcome.broken + outcome.stillRight + outcome.stillWrong + outcome.unanswered,
  },
  {
    message: "must have an outcome of two versions, and no other baseline",
    holds: ({ outcome, baseline }) => (outcome === null) === (baseline === null),
  },
  {
    message: "must have a data set that comes after its parent, and no more examples than rows",
    holds: ({ dataSet }) =>
      dataSet === null ||
      ((dataSet.parent ?? 0) < dataSet.version && dataSet.tests + dataSet.training + dataSet.waiting <= dataSet.rows),
  },
];

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
