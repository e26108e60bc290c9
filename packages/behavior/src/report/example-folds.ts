import { type Block, type Fold, formatCount, formatPercent, type Text } from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import { findingTitle } from "../evidence/headline.ts";
import { severityOf } from "../evidence/severity.ts";
import type { CaseProblem, Example } from "../results/kept-cases.ts";

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
      const count = finding.candidate.failed - (finding.comparison?.stillFailing ?? 0);
      const what = finding.comparison === null ? "failures" : "new failures";
      const shown = Math.min(SHOWN_EXAMPLES, finding.newExamples.length);
      const summary = `${shown} worst of ${formatCount(count)} ${what}: ${findingTitle(finding)}`;
      return { kind: "fold", summary, blocks: [examples(finding.newExamples)] };
    });
}

/** Tests that fail in both versions and not significantly more now, most failing first. */
function knownFolds(tests: readonly BehaviorFinding[]): Fold[] {
  return tests
    .filter(
      ({ comparison, change }) => (comparison?.stillFailing ?? 0) > 0 && change !== "regression" && change !== "error",
    )
    .toSorted((a, b) => (b.candidate.rate?.value ?? 0) - (a.candidate.rate?.value ?? 0))
    .map((finding) => {
      const rates = `${rateText(finding.baseline)} before and ${rateText(finding.candidate)} now`;
      const summary = `Known, not new: ${findingTitle(finding)}, ${rates}`;
      return { kind: "fold", summary, blocks: [examples(finding.knownExamples)] };
    });
}

function rateText(model: BehaviorFinding["baseline"]): string {
  return model === null || model.rate === null ? "not judged" : formatPercent(model.rate.value);
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
