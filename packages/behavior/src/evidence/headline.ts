import { formatCount, formatCounted, formatInterval, formatPercent, formatSignedPoints } from "@airworthy/report";
import { CONFIDENCE, comparedCases } from "../results/comparison.ts";
import type { Decided, Decision } from "../results/decide.ts";
import type { BehaviorFinding } from "./finding-schema.ts";

/** How a reader is told which test or slice a finding is of. */
export function findingTitle({ title, slice }: Pick<BehaviorFinding, "title" | "slice">): string {
  return slice === null ? title : `${title} · ${slice.value}`;
}

/** One sentence without a full stop: how often it fails, and what it was before. */
export function headlineOf(decision: Decision): string {
  const { candidate, baseline, comparison, head, slice } = decision;
  const title = `“${findingTitle({ title: head.title, slice })}”`;
  if (decision.change === "error") return `${title}: ${unansweredText(decision)}`;
  if (candidate === null) return `${title}: ${noneText(decision)}`;
  const fails = `${title} fails in ${formatPercent(candidate.rate)} of cases`;
  const tail = overText(decision, candidate.rate) + lostText(decision);
  if (comparison === null || baseline === null) return `${fails} (n = ${formatCount(candidate.of)})${tail}`;
  const { difference, interval } = comparison;
  const bounds = formatInterval({ ...interval, level: CONFIDENCE }, "rate");
  const n = formatCount(comparedCases(comparison));
  return `${fails}, was ${formatPercent(baseline.rate)} (${formatSignedPoints(difference)}, ${bounds}, n = ${n})${tail}`;
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
  return lost === 0 ? "" : `; ${formatCounted(lost, "case")} no longer supported`;
}

function overText({ head, counts }: Decided, rate: number): string {
  const limit = head.maxFailureRate ?? (counts.baseline === null ? 0 : 1);
  return rate > limit ? `; at most ${formatPercent(limit)} is allowed` : "";
}
