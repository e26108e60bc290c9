import { type Fold, formatCounted, type Text } from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import type { CaseProblem } from "../results/kept-cases.ts";
import { type TestNote, testFolds } from "./test-folds.ts";
import { testTitle } from "./test-title.ts";

/** Cases shown of a test: enough to see what is wrong. */
const SHOWN_CASES = 5;

type Kind = "unanswered" | "unsupported";

/**
 * The cases without a usable answer, and those that a model was not made for, by test, those with most of them first. A
 * slice's are among its test's.
 */
export function problemFolds(findings: readonly BehaviorFinding[]): Fold[] {
  return [
    ...testFolds(notesOf(findings, "unanswered"), (_, tests) => `No usable answer in ${tests}`),
    ...testFolds(notesOf(findings, "unsupported"), (_, tests) => `Unsupported, no mistakes, in ${tests}`),
  ];
}

function notesOf(findings: readonly BehaviorFinding[], kind: Kind): TestNote[] {
  return findings
    .filter((finding) => finding.slice === null && finding[kind].length > 0)
    .toSorted((a, b) => casesOf(b, kind) - casesOf(a, kind))
    .map((finding) => ({
      finding,
      heading: `${testTitle(finding)}: ${countsText(finding, kind)}`,
      items: finding[kind].slice(0, SHOWN_CASES).map(problemText),
    }));
}

function casesOf({ candidate, baseline }: BehaviorFinding, kind: Kind): number {
  return candidate[kind] + (baseline?.[kind] ?? 0);
}

/** "3 cases of the candidate, 1 case of the baseline". */
function countsText({ candidate, baseline }: BehaviorFinding, kind: Kind): string {
  const counts = [
    { of: "candidate", cases: candidate[kind] },
    { of: "baseline", cases: baseline?.[kind] ?? 0 },
  ];
  return counts
    .filter(({ cases }) => cases > 0)
    .map(({ of, cases }) => `${formatCounted(cases, "case")} of the ${of}`)
    .join(", ");
}

function problemText({ case: id, model, problem }: CaseProblem): Text {
  return `case ${id}, ${model}: ${problem}`;
}
