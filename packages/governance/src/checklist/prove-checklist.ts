import type { EvidenceRef } from "@airworthy/clearance";
import type { ChecklistLine } from "./checklist.ts";
import { stateWords, sumUp } from "./judge-checklist.ts";
import { holds, lineVerdict, type ShownState } from "./judge-line.ts";
import type { LineFinding } from "./line-finding.ts";
import type { ChecklistPredicate } from "./predicate.ts";

/** How a line stands before a reader who asks for the evidence itself. */
export interface ProvenLine extends Omit<LineFinding, "state"> {
  readonly state: ShownState;
}

/** A checklist as far as the evidence that its lines rest on is there to be seen. */
export interface ProvenChecklist extends Omit<ChecklistPredicate, "findings"> {
  readonly findings: readonly ProvenLine[];
}

/** The same checklist, in which no line holds by a file that is absent: such a line is unproven, and counts as not answered. */
export function proveChecklist(predicate: ChecklistPredicate, absent: readonly EvidenceRef[]): ProvenChecklist {
  const { checklist, findings } = predicate;
  const missing = new Set(absent.map(({ sha256 }) => sha256));
  const lines = new Map(checklist.lines.map((line) => [line.id, line]));
  const proven = findings.map((finding): ProvenLine => {
    const names = finding.evidence.filter(({ sha256 }) => missing.has(sha256)).map(({ name }) => name);
    const line = lines.get(finding.id);
    if (line === undefined || names.length === 0 || !holds(finding.state)) return finding;
    return unproven(finding, line, { names, verdict: lineVerdict("unproven", line, checklist) });
  });
  return { ...predicate, ...sumUp(checklist, proven) };
}

function unproven(
  finding: LineFinding,
  { summary }: ChecklistLine,
  { names, verdict }: Pick<LineFinding, "verdict"> & { readonly names: readonly string[] },
): ProvenLine {
  const state = "unproven";
  const why = `${names.join(", ")} ${names.length === 1 ? "is" : "are"} not here; said is: ${finding.why}`;
  const headline = `${finding.id} ${summary} is ${stateWords(state)}: ${why}`;
  return { ...finding, state, verdict, reasonCode: "evidence-missing", why, headline };
}
