import type { BehaviorFinding } from "./finding-schema.ts";

/** How far a finding is on the bad side, in shares of the cases: the rise of the failure rate, or without a baseline the rate. */
export function severityOf(finding: BehaviorFinding): number {
  // All alike, so that the first in the suite's order stays first: it says what broke, the others only that it had.
  if (finding.verdict === "error") return 1;
  return finding.comparison?.difference ?? finding.candidate.rate?.value ?? 0;
}
