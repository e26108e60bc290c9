import { SEVERITIES, UserError, VERDICTS } from "@airworthy/evidence";
import type { AuditFinding } from "./finding.ts";
import { excessOf } from "./severity.ts";

/**
 * The finding that a headline is about: of the worst verdict, of those the most severe, where a test says how severe it is,
 * and of those the one furthest beyond its limits.
 */
export function mostUrgent(findings: readonly AuditFinding[]): AuditFinding {
  const rank = ({ verdict }: AuditFinding) => VERDICTS.indexOf(verdict);
  const place = ({ severity }: AuditFinding) =>
    severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
  const [first] = findings.toSorted(
    (a, b) => rank(b) - rank(a) || place(a) - place(b) || excessOf(b) - excessOf(a) || 0,
  );
  if (first === undefined) throw new UserError("the audit has nothing to measure");
  return first;
}
