import type { Finding, Verdict } from "@airworthy/evidence";

/** What in-toto's test result says of findings, in their order. */
export interface TestLists {
  readonly result: "PASSED" | "WARNED" | "FAILED";
  readonly passedTests: string[];
  readonly warnedTests: string[];
  /** Every finding that neither passes nor warns: not to know is not to pass. */
  readonly failedTests: string[];
}

export function testLists({
  verdict,
  findings,
}: {
  readonly verdict: Verdict;
  readonly findings: readonly Pick<Finding, "id" | "verdict">[];
}): TestLists {
  const idsOf = (result: TestLists["result"]) =>
    findings.filter((finding) => resultOf(finding.verdict) === result).map(({ id }) => id);
  return {
    result: resultOf(verdict),
    passedTests: idsOf("PASSED"),
    warnedTests: idsOf("WARNED"),
    failedTests: idsOf("FAILED"),
  };
}

function resultOf(verdict: Verdict): TestLists["result"] {
  if (verdict === "pass") return "PASSED";
  return verdict === "warn" ? "WARNED" : "FAILED";
}
