import { formatCount, formatCounted, formatInterval, formatPercent, formatSignedPoints } from "@airworthy/report";
import { CONFIDENCE, comparedCases, comparedRates } from "../results/comparison.ts";
import type { Decided, Decision, FailureRate } from "../results/decide.ts";
import { flakyCases } from "../results/repeat-counts.ts";
import type { Stated } from "../suite/stated-severity.ts";
import type { BehaviorFinding } from "./finding-schema.ts";

/** How a reader is told which test or slice a finding is of. */
export function findingTitle({ title, slice }: Pick<BehaviorFinding, "title" | "slice">): string {
  return slice === null ? title : `${title} · ${slice.value}`;
}

/** How severe a failure is, to follow a title: " (critical)"; empty where the suite does not say. */
export function severityText({ severity }: Stated): string {
  return severity === undefined ? "" : ` (${severity})`;
}

/** One sentence without a full stop: how often it fails, what it was before, and what else decided. */
export function headlineOf(decision: Decision): string {
  const { candidate, head, slice, change } = decision;
  const title = `“${findingTitle({ title: head.title, slice })}”${severityText(head)}`;
  if (change === "error") return `${title}: ${unansweredText(decision)}`;
  if (candidate === null) return `${title}: ${noneText(decision)}`;
  const rates = ratesOf(decision, candidate);
  const tail = [reasonText(decision), overText(decision, candidate.rate, rates.now), lostText(decision)];
  return [`${title} fails in ${rates.text}`, ...tail.filter((text) => text !== "")].join("; ");
}

/** Of two models on the cases that both were judged on, so that the difference is that of the rates beside it. */
function ratesOf({ comparison }: Decision, candidate: FailureRate) {
  const compared = comparison && comparedRates(comparison);
  if (comparison === null || compared === null) {
    return {
      now: candidate.rate,
      text: `${formatPercent(candidate.rate)} of cases (n = ${formatCount(candidate.of)})`,
    };
  }
  const { difference, interval } = comparison;
  const bounds = formatInterval({ ...interval, level: CONFIDENCE }, "rate");
  const change = `${formatSignedPoints(difference)}, ${bounds}, n = ${formatCount(comparedCases(comparison))}`;
  const rates = `${formatPercent(compared.candidate)} of cases, was ${formatPercent(compared.baseline)}`;
  return { now: compared.candidate, text: `${rates} (${change})` };
}

function reasonText(decision: Decision): string {
  return REASONS.get(decision.reasonCode)?.(decision) ?? "";
}

/** Reasons that the rates do not tell. */
const REASONS: ReadonlyMap<string, (decision: Decision) => string> = new Map([
  ["no-cases-judged", () => "no case could be compared with the baseline"],
  ["too-few-cases", ({ head }) => `at least ${formatCounted(head.minimumCases, "case")} must be judged`],
  ["new-failures-over-limit", newFailuresText],
  ["failures-not-compared", ({ counts }) => `${formatCounted(counts.changes.failing, "failure")} not compared`],
  ["near-constant-model", () => "the model says the same of nearly everything"],
  ["flaky", ({ counts }) => `${formatCounted(flakyCases(counts.passes ?? []).flaky, "case")} pass now and then`],
]);

function newFailuresText({ comparison, head }: Decision): string {
  const count = formatCounted(comparison?.newFailures ?? 0, "new failure");
  return `${count}, at most ${formatCount(head.maxNewFailures ?? 0)} allowed`;
}

function unansweredText({ counts }: Decided): string {
  const [first] = counts.unanswered;
  const problem = first === undefined ? "" : `: case ${first.case}, ${first.model}: ${first.problem}`;
  const { unanswered } = counts.changes;
  return `${formatCount(unanswered)} of ${formatCounted(counts.cases, "case")} got no usable answer${problem}`;
}

function noneText({ counts }: Decided): string {
  const { unsupported } = counts.candidate;
  const why = unsupported === 0 ? "" : `; the model was not made for ${formatCount(unsupported)} of them`;
  return `none of ${formatCounted(counts.cases, "case")} could be judged${why}`;
}

function lostText({ counts }: Decided): string {
  const lost = counts.changes["lost-support"];
  return lost === 0 ? "" : `${formatCounted(lost, "case")} no longer supported`;
}

function overText({ head, counts }: Decided, rate: number, told: number): string {
  const limit = head.maxFailureRate ?? (counts.baseline === null ? 0 : 1);
  if (rate <= limit) return "";
  const own = rate === told ? "" : `${formatPercent(rate)} of all that it was judged on, `;
  return `${own}at most ${formatPercent(limit)} is allowed`;
}
