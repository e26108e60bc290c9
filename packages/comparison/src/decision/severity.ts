import type { ComparisonFinding } from "../evidence/finding.ts";
import { excessOf, lossOf } from "./rule.ts";

type Facts = Pick<ComparisonFinding, "direction" | "candidate" | "baseline" | "difference" | "rules">;

/** How far a finding is on the bad side, in the metric's unit: its loss, or by how much a rule is broken. NaN where nobody can tell. */
export function severityOf({ direction, candidate, baseline, difference, rules }: Facts): number {
  if (candidate === null) return Number.NaN;
  const loss = difference === null || baseline === null ? 0 : lossOf(direction, candidate, baseline);
  const missed = rules
    .filter(({ state, rule }) => state === "broken" && (/floor|ceiling/.test(rule) || baseline !== null))
    .map(({ rule, limit }) => excessOf(rule, limit, direction, candidate, baseline ?? Number.NaN));
  return Math.max(loss, ...missed);
}

/** The same as a share, so that findings in different units sort together: of one, or of the values' own magnitude. */
export function relativeSeverityOf(facts: Facts & Pick<ComparisonFinding, "unit">): number {
  const severity = severityOf(facts);
  if (facts.unit === "rate") return severity;
  const magnitude = Math.max(Math.abs(facts.baseline ?? 0), Math.abs(facts.candidate ?? 0));
  return severity <= 0 || magnitude === 0 ? Math.max(0, severity) : severity / magnitude;
}
