import { CHANGES, VERDICTS } from "@airworthy/evidence";
import type { ComparisonFinding } from "../evidence/finding.ts";
import { relativeSeverityOf } from "./severity.ts";

/** The finding to speak of first: the worst verdict, then the most urgent change, all rows before slices, then the largest severity. */
export function mostUrgent(findings: readonly ComparisonFinding[]): ComparisonFinding | undefined {
  const severity = (finding: ComparisonFinding) => {
    const own = relativeSeverityOf(finding);
    return Number.isNaN(own) ? Number.POSITIVE_INFINITY : own;
  };
  return findings.toSorted(
    (a, b) =>
      VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict) ||
      Number(a.role === "informational") - Number(b.role === "informational") ||
      CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
      Number(a.slice !== null) - Number(b.slice !== null) ||
      severity(b) - severity(a) ||
      0,
  )[0];
}
