import { UserError, VERDICTS } from "@airworthy/evidence";
import type { AuditFinding } from "./finding.ts";
import { excessOf } from "./severity.ts";

/** The finding that a headline is about: of the worst verdict, and of those the one furthest beyond its limits. */
export function mostUrgent(findings: readonly AuditFinding[]): AuditFinding {
  const rank = ({ verdict }: AuditFinding) => VERDICTS.indexOf(verdict);
  const [first] = findings.toSorted((a, b) => rank(b) - rank(a) || excessOf(b) - excessOf(a) || 0);
  if (first === undefined) throw new UserError("the audit has nothing to measure");
  return first;
}
