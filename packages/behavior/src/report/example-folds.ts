import { type Block, type Fold, formatCount, formatCounted, type Text } from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import { findingTitle } from "../evidence/headline.ts";
import { severityOf } from "../evidence/severity.ts";
import type { CaseProblem, Example } from "../results/kept-cases.ts";
import { rateTexts } from "./rates.ts";

/** Examples shown of a test: enough to see what goes wrong. */
const SHOWN_EXAMPLES = 5;

/** Of each test the cases without a usable answer, and those that a model was not made for; a slice's are among its test's. */
export function problemFolds(findings: readonly BehaviorFinding[]): Fold[] {
  const tests = findings.filter(({ slice }) => slice === null);
  return [
    ...tests.flatMap(({ unanswered, title }) => problemFold(`No usable answer: ${title}`, unanswered)),
    ...tests.flatMap(({ unsupported, title }) => problemFold(`Unsupported, no mistakes: ${title}`, unsupported)),
  ];
}

/** The worst new failures of each test, then the known ones. Slices that fail are in the rows; their cases are the test's. */
export function exampleFolds(findings: readonly BehaviorFinding[]): Fold[] {
  const tests = findings.filter(({ slice }) => slice === null);
  return [...newFolds(tests), ...knownFolds(tests)];
}

function problemFold(summary: string, problems: readonly CaseProblem[]): Fold[] {
  if (problems.length === 0) return [];
  const items = problems
    .slice(0, SHOWN_EXAMPLES)
    .map((item): Text => `case ${item.case}, ${item.model}: ${item.problem}`);
  return [{ kind: "fold", summary, blocks: [{ kind: "list", items }] }];
}

/** Tests with failures that are new, worst first. */
function newFolds(tests: readonly BehaviorFinding[]): Fold[] {
  return tests
    .filter((finding) => finding.newExamples.length > 0)
    .toSorted((a, b) => severityOf(b) - severityOf(a))
    .map((finding) => {
      const shown = Math.min(SHOWN_EXAMPLES, finding.newExamples.length);
      const summary = `${shown} worst of ${failuresText(finding)}: ${findingTitle(finding)}`;
      return { kind: "fold", summary, blocks: [examples(finding.newExamples)] };
    });
}

/** Of a case that the baseline was not judged on nobody knows whether its failure is new. */
function failuresText({ candidate, comparison }: BehaviorFinding): string {
  if (comparison === null) return formatCounted(candidate.failed, "failure");
  const { newFailures, stillFailing } = comparison;
  const others = candidate.failed - newFailures - stillFailing;
  const count = formatCounted(newFailures, "new failure");
  return others === 0 ? count : `${count} and ${formatCount(others)} not compared`;
}

/** Tests that fail in both versions and not significantly more now, most failing first. */
function knownFolds(tests: readonly BehaviorFinding[]): Fold[] {
  return tests
    .filter(
      ({ comparison, change }) => (comparison?.stillFailing ?? 0) > 0 && change !== "regression" && change !== "error",
    )
    .toSorted((a, b) => (b.candidate.rate?.value ?? 0) - (a.candidate.rate?.value ?? 0))
    .map((finding) => {
      const { was, now } = rateTexts(finding);
      const summary = `Known, not new: ${findingTitle(finding)}, ${was} before and ${now} now`;
      return { kind: "fold", summary, blocks: [examples(finding.knownExamples)] };
    });
}

function examples(all: readonly Example[]): Block {
  return { kind: "list", items: all.slice(0, SHOWN_EXAMPLES).map(exampleText) };
}

function exampleText(example: Example): Text {
  const was = example.was === null ? "" : `, was ${example.was}`;
  const input =
    example.perturbed === null ? quote(example.input) : `${quote(example.input)} → ${quote(example.perturbed)}`;
  return [input, ": expected ", example.expected, ", got ", { kind: "strong", text: example.got }, was];
}

function quote(text: string): string {
  return `“${text}”`;
}
