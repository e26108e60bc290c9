import { join } from "node:path";
import { worstVerdict } from "@airworthy/evidence";
import { type Block, capText, formatCounted } from "@airworthy/report";
import { AUDIT_FILE, findingText, headOf, type LogFinding } from "@airworthy/rollout";
import type { Annotation, Outcome } from "@airworthy/runtime";
import type { ExaminedLog } from "./examine-log.ts";

export const AUDIT_LOG_OUTPUTS = {
  length: "How many entries the log has.",
  head: "The SHA-256 of its last entry, to compare with later; empty for an empty log.",
  csv: "The CSV file that was written; empty where none was.",
} as const;

type AuditOutcome = Outcome<keyof typeof AUDIT_LOG_OUTPUTS>;

/** As many as a reader takes in. */
const SHOWN_FINDINGS = 50;
const SHOWN_ANNOTATIONS = 10;

const UNANCHORED =
  "Nothing was given from outside of the folder: a log that was rewritten together with rollouts.json would not be told. " +
  "Give evidence of earlier moves, a ref, a copy, or a key.";

/** The verdict on a log, with every finding and the line that it is at. */
export function auditOutcome(
  { log, findings, against }: ExaminedLog,
  folder: string,
  csv: string | null,
): AuditOutcome {
  const { length, head } = headOf(log);
  const [first] = worstFirst(findings);
  const headline = headlineOf(first, findings.length, `${formatCounted(length, "entry", "entries")}`);
  const shown = findings.slice(0, SHOWN_FINDINGS).map(oneLine);
  const more = findings.length - shown.length;
  const held = against.length === 0 ? UNANCHORED : `Held against rollouts.json, flags.json, ${against.join(", ")}.`;
  const blocks: readonly Block[] = [
    { kind: "paragraph", text: headline },
    ...(shown.length === 0 ? [] : [{ kind: "list" as const, items: shown }]),
    ...(more > 0 ? [{ kind: "paragraph" as const, text: `And ${more} more.` }] : []),
    { kind: "paragraph", text: held },
    ...(head === null ? [] : [{ kind: "paragraph" as const, text: ["Head ", { kind: "code" as const, text: head }] }]),
  ];
  return {
    verdict: first?.verdict ?? "pass",
    reasonCode: first?.reasonCode ?? "verified",
    headline,
    outputs: { length: String(length), head: head ?? "", csv: csv ?? "" },
    evidence: [],
    summary: blocks,
    annotations: worstFirst(findings)
      .slice(0, SHOWN_ANNOTATIONS)
      .map((finding) => annotationOf(finding, join(folder, AUDIT_FILE))),
  };
}

/** Those of the worst verdict before all others. */
export function worstFirst(findings: readonly LogFinding[]): readonly LogFinding[] {
  if (findings.length === 0) return [];
  const worst = worstVerdict(findings.map(({ verdict }) => verdict));
  return [
    ...findings.filter(({ verdict }) => verdict === worst),
    ...findings.filter(({ verdict }) => verdict !== worst),
  ];
}

const WORDS = {
  fail: "does not hold",
  error: "does not hold",
  inconclusive: "is undecided",
  warn: "holds, with care",
} as const;

function headlineOf(first: LogFinding | undefined, findings: number, entries: string): string {
  if (first === undefined) return `The audit log holds: ${entries}.`;
  const more = findings > 1 ? ` (${findings - 1} more)` : "";
  return `The audit log of ${entries} ${WORDS[first.verdict]}: ${oneLine(first)}${more}.`;
}

/** What is wrong with an entry takes a line a field. */
function oneLine(finding: LogFinding): string {
  return capText(findingText(finding).replace(/\s+/g, " "));
}

function annotationOf(finding: LogFinding, file: string): Annotation {
  const level = finding.verdict === "fail" || finding.verdict === "error" ? "error" : "warning";
  return { level, message: oneLine(finding), ...(finding.line === null ? {} : { file, line: finding.line }) };
}
