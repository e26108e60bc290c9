import { VERDICTS, type Verdict } from "@airworthy/evidence";
import { type Decision, insufficient } from "./decide.ts";
import type { Role } from "./metric-request.ts";
import type { CheckedRule, RuleName } from "./rule.ts";

const BROKEN_REASONS = {
  floor: "floor-not-reached",
  ceiling: "ceiling-exceeded",
  "slice-floor": "slice-floor-not-reached",
  "slice-ceiling": "slice-ceiling-exceeded",
  "max-drop": "max-drop-exceeded",
  "max-relative-drop": "max-relative-drop-exceeded",
  "min-gain": "min-gain-not-reached",
  "min-relative-gain": "min-relative-gain-not-reached",
} as const satisfies Record<RuleName, string>;

/** What stands in the end, and what the change would have brought about by itself. */
export interface Standing extends Decision {
  readonly changeVerdict: Verdict;
}

/**
 * What stands in the end: the worst of what changed and of the rules. A broken rule fails whatever the statistics say, one
 * that cannot be told is inconclusive. Then the metric's role: of a critical metric a possible regression fails; an
 * informational one passes, or warns where it has no value, since it is not to decide anything.
 */
export function standingOf(change: Decision, rules: readonly CheckedRule[], role: Role): Standing {
  const [worst = change] = [change, ...rules.map(decisionOf)].sort((a, b) => rank(b.verdict) - rank(a.verdict));
  const all = { ...worst, change: change.change, changeVerdict: change.verdict };
  if (role === "informational") return { ...all, verdict: all.verdict === "error" ? "warn" : "pass" };
  const isFeared = role === "critical" && change.change === "possible-regression";
  return isFeared && rank(all.verdict) < rank("fail")
    ? { ...all, verdict: "fail", reasonCode: "critical-metric" }
    : all;
}

/** What a waiver makes of it: a warning; what cannot be told stays open, since nobody can accept it. */
export function waivedVerdict(standing: {
  readonly changeVerdict: Verdict;
  readonly rules: readonly CheckedRule[];
}): "warn" | "inconclusive" {
  const isOpen = standing.changeVerdict === "inconclusive" || standing.rules.some(({ state }) => state === "unknown");
  return isOpen ? "inconclusive" : "warn";
}

function decisionOf({ rule, state }: CheckedRule): Omit<Decision, "change"> {
  if (state === "kept") return { verdict: "pass", reasonCode: "rules-kept" };
  if (state === "broken") return { verdict: "fail", reasonCode: BROKEN_REASONS[rule] };
  return { verdict: "inconclusive", reasonCode: "rule-not-told" };
}

/** Without a baseline the rules alone decide, and where there are none nothing is known. */
export function withoutBaseline(rules: readonly CheckedRule[]): Decision {
  if (rules.length === 0) return { change: "no-baseline", verdict: "inconclusive", reasonCode: "no-baseline" };
  return { change: "no-baseline", verdict: "pass", reasonCode: "rules-kept" };
}

/** How far answers moved is itself a comparison, without a baseline of its own; only a rule can say how far is too far. */
export function decideDrift(rules: readonly CheckedRule[]): Decision {
  if (rules.length === 0) return insufficient("no-rule");
  if (rules.every(({ state }) => state === "kept")) {
    return { change: "stable", verdict: "pass", reasonCode: "rules-kept" };
  }
  return { change: "possible-regression", verdict: "warn", reasonCode: "moved" };
}

function rank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
