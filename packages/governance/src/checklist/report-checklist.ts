import type { Statement } from "@airworthy/evidence";
import type { Fold, Mark, ReportRow, ReportSection, Table, Text } from "@airworthy/report";
import { formatCounted } from "@airworthy/report";
import type { ChecklistLine } from "./checklist.ts";
import { idleEntries } from "./idle-entries.ts";
import { countsOf, stateWords } from "./judge-checklist.ts";
import type { LineState } from "./judge-line.ts";
import type { LineFinding } from "./line-finding.ts";
import { type ChecklistPredicate, parseChecklistEvidence } from "./predicate.ts";

const MARKS: Readonly<Record<LineState, Mark>> = {
  met: "good",
  signed: "good",
  excepted: "watch",
  open: "unknown",
  void: "unknown",
  "not-met": "bad",
  expired: "bad",
};

/** What a checklist has to say in a report. Throws a UserError where its predicate is not valid. */
export function reportChecklist(statement: Statement): ReportSection {
  const predicate = parseChecklistEvidence(statement);
  const { verdict, headline, candidate, findings, asOf, command, checklist } = predicate;
  return {
    title: "Checklist",
    verdict,
    headline,
    candidate,
    baseline: null,
    rows: findings.filter((finding) => finding.verdict !== "pass").map((finding) => rowOf(finding, predicate)),
    folds: [linesFold(predicate), ...idleFold(predicate)],
    facts: [countsOf(findings), `${checklist.title} as of ${asOf}`],
    commands: [command],
  };
}

/** Every line with its state and by what it has it. */
export function checklistTable({ checklist, findings }: ChecklistPredicate): Table {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return {
    kind: "table",
    columns: [
      { title: "", align: "left" },
      { title: "Line", align: "left" },
      { title: "Question", align: "left" },
      { title: "State", align: "left" },
      { title: "By", align: "left" },
      { title: "NIST AI RMF", align: "left" },
    ],
    rows: checklist.lines.map((line) => lineRow(line, byId.get(line.id))),
  };
}

function rowOf(finding: LineFinding, { checklist }: ChecklistPredicate): ReportRow {
  const line = checklist.lines.find(({ id }) => id === finding.id);
  return {
    change: finding.change,
    verdict: finding.verdict,
    what: `${finding.id} ${line?.summary ?? ""}`.trimEnd(),
    was: null,
    now: stateWords(finding.state),
    difference: finding.why,
    reason: [...(line?.owner ? [`${line.owner}'s`] : []), ...(line?.nist ?? [])].join(", "),
    severity: 0,
    isSettled: true,
  };
}

function linesFold(predicate: ChecklistPredicate): Fold {
  return { kind: "fold", summary: countsOf(predicate.findings), blocks: [checklistTable(predicate)] };
}

function lineRow({ id, summary, text, nist, owner }: ChecklistLine, finding: LineFinding | undefined): Text[] {
  const state = finding?.state ?? "open";
  return [
    { kind: "mark", mark: MARKS[state] },
    `${id} ${summary}`,
    owner === null ? text : `${text} (${owner})`,
    stateWords(state),
    finding === undefined ? "" : byWords(finding),
    nist.join(", "),
  ];
}

const SHORT_DIGITS = 12;

function byWords({ why, evidence, signedBy }: LineFinding): Text {
  const notes = signedBy.flatMap(({ note }) => (note === null ? [] : [`; “${note}”`]));
  const files = evidence.map(({ sha256 }): Text => [" ", { kind: "code", text: sha256.slice(0, SHORT_DIGITS) }]);
  return [why, ...notes, ...files.flat()];
}

function idleFold(predicate: ChecklistPredicate): Fold[] {
  const idle = idleEntries(predicate);
  if (idle.length === 0) return [];
  const summary = `${formatCounted(idle.length, "entry", "entries")} without effect`;
  return [{ kind: "fold", summary, blocks: [{ kind: "list", items: [...idle] }] }];
}
