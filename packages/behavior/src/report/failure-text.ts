import { formatCounted } from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import type { Example } from "../results/kept-cases.ts";

/** As many as tell what goes wrong, in a file that other tools read. */
const SHOWN_CASES = 10;

/** The worst failures of a finding and its first cases without an answer, a line each. Untrusted text. */
export function failureText(finding: BehaviorFinding): string {
  const examples = [...finding.newExamples, ...finding.knownExamples].slice(0, SHOWN_CASES).map(exampleLine);
  const problems = finding.unanswered
    .slice(0, SHOWN_CASES)
    .map((item) => `case ${item.case}, ${item.model}, no usable answer: ${item.problem}`);
  const ids = finding.comparison === null ? [] : [formatCounted(finding.comparison.newFailures, "new failure")];
  return [finding.headline, ...ids, ...problems, ...examples].join("\n");
}

function exampleLine(example: Example): string {
  const input = example.perturbed === null ? example.input : `${example.input} → ${example.perturbed}`;
  const was = example.was === null ? "" : `, was ${example.was}`;
  return `case ${example.case}, ${example.change}: ${input}: expected ${example.expected}, got ${example.got}${was}`;
}
