import { type Change, changeWord, type Statement } from "@airworthy/evidence";
import {
  type Block,
  differenceText,
  type Fold,
  formatCount,
  formatCounted,
  formatPercent,
  formatValueInterval,
  type ReportRow,
  type ReportSection,
  type Text,
} from "@airworthy/report";
import { severityOf } from "./create-behavior.ts";
import { CONFIDENCE } from "./decide.ts";
import { type BehaviorFinding, type BehaviorPredicate, parseBehavior } from "./predicate.ts";
import type { Example } from "./tally.ts";

/** Examples shown of a test: enough to see what goes wrong. */
const SHOWN_EXAMPLES = 5;
/** A reference that needs no quoting in any shell is shown in a command; any other is left for the reader to fill in. */
const PLAIN_REFERENCE = /^[\w./:@+-]{1,200}$/;

/** The report's section on behaviour, from its evidence. Throws a UserError where the predicate is not valid. */
export function reportBehavior(statement: Statement): ReportSection {
  const behavior = parseBehavior(statement);
  return {
    title: "Behaviour",
    verdict: behavior.verdict,
    headline: behavior.headline,
    candidate: behavior.candidate,
    baseline: behavior.baseline,
    rows: behavior.findings.map(rowOf),
    folds: [...problemFolds(behavior), ...newFolds(behavior), ...knownFolds(behavior)],
    facts: factsOf(behavior),
    commands: [commandOf(behavior)],
  };
}

function rowOf(finding: BehaviorFinding): ReportRow {
  return {
    change: finding.change,
    verdict: finding.verdict,
    what: `${finding.title}, fails`,
    was: finding.baseline === null ? null : rateText(finding.baseline),
    now: rateText(finding.candidate),
    difference: changeText(finding),
    reason: reasonText(finding),
    severity: severityOf(finding),
  };
}

function rateText(model: BehaviorFinding["candidate"]): string | null {
  return model.rate === null ? null : formatPercent(model.rate.value);
}

function changeText({ comparison, candidate }: BehaviorFinding): Text {
  if (comparison !== null) {
    const { difference, low, high } = comparison;
    return differenceText({
      estimate: difference,
      interval: { low, high, level: CONFIDENCE },
      better: "lower",
      unit: "rate",
    });
  }
  if (candidate.rate === null) return "";
  return formatValueInterval({ low: candidate.rate.low, high: candidate.rate.high, level: CONFIDENCE }, "rate");
}

function reasonText(finding: BehaviorFinding): string {
  const { limits, comparison } = finding;
  const unanswered = Math.max(finding.candidate.unanswered, finding.baseline?.unanswered ?? 0);
  switch (finding.reasonCode) {
    case "model-error":
      return `${formatCounted(unanswered, "case")} unanswered`;
    case "no-cases-judged":
      return "no case could be judged";
    case "failure-rate-over-limit":
      return `over the limit of ${formatPercent(limits.maxFailureRate ?? 0)}`;
    case "new-failures-over-limit":
      return `${formatCount(comparison?.newFailures ?? 0)} new failures, ${formatCount(limits.maxNewFailures ?? 0)} allowed`;
    default:
      return wordFor(finding.change, finding.reasonCode);
  }
}

function wordFor(change: Change, reasonCode: string): string {
  const isOwnWord = reasonCode === change || change === "no-baseline";
  return (isOwnWord ? reasonCode : `${changeWord(change)}, ${reasonCode}`).replaceAll("-", " ");
}

function problemFolds(behavior: BehaviorPredicate): Fold[] {
  return behavior.findings
    .filter((finding) => finding.unanswered.length > 0)
    .map((finding) => ({
      kind: "fold",
      summary: `No usable answer: ${finding.title}`,
      blocks: [
        {
          kind: "list",
          items: finding.unanswered
            .slice(0, SHOWN_EXAMPLES)
            .map((item) => `case ${item.case}, ${item.model}: ${item.problem}`),
        },
      ],
    }));
}

/** Tests with failures that are new, worst first. */
function newFolds(behavior: BehaviorPredicate): Fold[] {
  return behavior.findings
    .filter((finding) => finding.newExamples.length > 0)
    .toSorted((a, b) => severityOf(b) - severityOf(a))
    .map((finding) => {
      const count = finding.candidate.failed - (finding.comparison?.stillFailing ?? 0);
      const what = finding.comparison === null ? "failures" : "new failures";
      const shown = Math.min(SHOWN_EXAMPLES, finding.newExamples.length);
      const summary = `${shown} worst of ${formatCount(count)} ${what}: ${finding.title}`;
      return { kind: "fold", summary, blocks: [examples(finding.newExamples)] };
    });
}

/** Tests that fail in both versions and not significantly more now, most failing first. */
function knownFolds(behavior: BehaviorPredicate): Fold[] {
  return behavior.findings
    .filter(
      ({ comparison, change }) => (comparison?.stillFailing ?? 0) > 0 && change !== "regression" && change !== "error",
    )
    .toSorted((a, b) => (b.candidate.rate?.value ?? 0) - (a.candidate.rate?.value ?? 0))
    .map((finding) => {
      const before = finding.baseline === null ? null : rateText(finding.baseline);
      const summary = `Known, not new: ${finding.title}, ${before} before and ${rateText(finding.candidate)} now`;
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

function factsOf(behavior: BehaviorPredicate): string[] {
  const { suite, seed } = behavior;
  return [
    seed === null ? `suite ${suite.name}` : `suite ${suite.name}, seed ${seed}`,
    formatCounted(behavior.findings.length, "behaviour test"),
    formatCounted(suite.cases, "case"),
  ];
}

function commandOf(behavior: BehaviorPredicate): string {
  const { suite, references } = behavior;
  const baseline = references.baseline === null ? "" : ` --baseline ${plain(references.baseline, "BASELINE")}`;
  const candidate = plain(references.candidate, "CANDIDATE");
  return `npx airworthy test-behavior --suite ${plain(suite.file, "SUITE")} --candidate ${candidate}${baseline}`;
}

function plain(reference: string, placeholder: string): string {
  return PLAIN_REFERENCE.test(reference) && !reference.startsWith("-") ? reference : placeholder;
}
