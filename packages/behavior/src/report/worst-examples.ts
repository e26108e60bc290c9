import type { ReportExample, ReportExamples } from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import type { BehaviorPredicate } from "../evidence/predicate.ts";
import { severityOf } from "../evidence/severity.ts";
import { exampleText } from "./example-text.ts";
import { testTitle } from "./test-title.ts";

/** Of one test: more would say the same. */
const MOST_OF_A_TEST = 3;
/** Of all tests: far more than a report shows. */
const MOST_EXAMPLES = 60;

/** The worst failures that are new, of the worst tests first; without a baseline the worst of all. */
export function worstExamples({
  findings,
  baseline,
}: Pick<BehaviorPredicate, "findings" | "baseline">): ReportExamples {
  const tests = findings.filter(({ slice }) => slice === null);
  const count = ({ candidate, comparison }: BehaviorFinding) =>
    baseline === null ? candidate.failed : (comparison?.newFailures ?? 0);
  const worst = tests
    .toSorted((a, b) => severityOf(b) - severityOf(a))
    .flatMap((finding): ReportExample[] =>
      finding.newExamples
        .filter(({ change }) => baseline === null || change === "new-failure")
        .slice(0, Math.min(MOST_OF_A_TEST, count(finding)))
        .map((example) => ({ of: testTitle(finding), text: exampleText(example), severity: severityOf(finding) })),
    );
  return { total: tests.reduce((sum, finding) => sum + count(finding), 0), worst: worst.slice(0, MOST_EXAMPLES) };
}
