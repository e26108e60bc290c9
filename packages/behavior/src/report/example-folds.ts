import { type Fold, formatCount, formatCounted } from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import { severityOf } from "../evidence/severity.ts";
import { exampleText } from "./example-text.ts";
import { rateTexts } from "./rates.ts";
import { type TestNote, testFolds } from "./test-folds.ts";
import { testTitle } from "./test-title.ts";

/** Examples shown of a test: enough to see what goes wrong. */
const SHOWN_EXAMPLES = 5;

/** How many failures there are. */
interface Failures {
  readonly new: number;
  /** Of cases that the baseline was not judged on: nobody knows whether they are new. */
  readonly notCompared: number;
}

/** The tests that newly fail, worst first, then the known ones. Slices that fail are in the rows; their cases are the test's. */
export function exampleFolds(findings: readonly BehaviorFinding[]): Fold[] {
  const tests = findings.filter(({ slice }) => slice === null);
  return [
    ...testFolds(newNotes(tests), (some, count) => `${failuresText(some)} in ${count}`),
    ...testFolds(knownNotes(tests), (_, count) => `Known, not new: ${count}`),
  ];
}

function newNotes(tests: readonly BehaviorFinding[]): TestNote[] {
  return tests
    .filter(({ newExamples }) => newExamples.length > 0)
    .toSorted((a, b) => severityOf(b) - severityOf(a))
    .map((finding) => {
      const items = finding.newExamples.slice(0, SHOWN_EXAMPLES).map(exampleText);
      const failures = failuresOf(finding);
      const shown = items.length < failures.new + failures.notCompared ? `${items.length} worst of ` : "";
      return { finding, heading: `${testTitle(finding)}: ${shown}${failuresText([finding])}`, items };
    });
}

/** Tests that fail in both versions and not significantly more now, most failing first. */
function knownNotes(tests: readonly BehaviorFinding[]): TestNote[] {
  return tests
    .filter(
      ({ comparison, change }) => (comparison?.stillFailing ?? 0) > 0 && change !== "regression" && change !== "error",
    )
    .toSorted((a, b) => (b.candidate.rate?.value ?? 0) - (a.candidate.rate?.value ?? 0))
    .map((finding) => {
      const { was, now } = rateTexts(finding);
      const items = finding.knownExamples.slice(0, SHOWN_EXAMPLES).map(exampleText);
      return { finding, heading: `${testTitle(finding)}: ${was} before and ${now} now`, items };
    });
}

/** "3 new failures and 2 not compared"; without a baseline "5 failures". */
function failuresText(tests: readonly BehaviorFinding[]): string {
  const failures = tests.map(failuresOf);
  const fresh = failures.reduce((sum, each) => sum + each.new, 0);
  const others = failures.reduce((sum, each) => sum + each.notCompared, 0);
  if (tests.every(({ baseline }) => baseline === null)) return formatCounted(others, "failure");
  if (others === 0) return formatCounted(fresh, "new failure");
  if (fresh === 0) return `${formatCounted(others, "failure")} not compared`;
  return `${formatCounted(fresh, "new failure")} and ${formatCount(others)} not compared`;
}

function failuresOf({ candidate, comparison }: BehaviorFinding): Failures {
  if (comparison === null) return { new: 0, notCompared: candidate.failed };
  const { newFailures, stillFailing } = comparison;
  return { new: newFailures, notCompared: candidate.failed - newFailures - stillFailing };
}
