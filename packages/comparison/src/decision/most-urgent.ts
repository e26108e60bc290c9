import { CHANGES, VERDICTS } from "@airworthy/evidence";
import type { ComparisonFinding } from "./predicate.ts";

/** The finding to speak of first: the worst verdict, then the most urgent change, then the largest severity. */
export function mostUrgent(findings: readonly ComparisonFinding[]): ComparisonFinding | undefined {
  return [...findings].sort(
    (a, b) =>
      VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict) ||
      CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
      severityOf(b) - severityOf(a),
  )[0];
}

/** How far a finding is on the bad side, in the metric's unit: its loss, or by how much a floor is missed. */
export function severityOf({ direction, candidate, difference, rules }: ComparisonFinding): number {
  const sign = direction === "higher-is-better" ? 1 : -1;
  const loss = difference === null ? 0 : -sign * difference.estimate;
  const missed = rules
    .filter(({ rule, state }) => state === "broken" && rule.endsWith("floor"))
    .map(({ limit }) => sign * (limit - candidate));
  return Math.max(loss, ...missed);
}
