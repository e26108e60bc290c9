import type { Statement } from "@airworthy/evidence";
import type { Fold, Mark, ReportRow, ReportSection, Table, Text } from "@airworthy/report";
import { formatCounted } from "@airworthy/report";
import type { ChecklistLine } from "./checklist.ts";
import { idleEntries } from "./idle-entries.ts";
import { countsOf, stateWords } from "./judge-checklist.ts";
import type { ShownState } from "./judge-line.ts";
import type { LineFinding } from "./line-finding.ts";
import { asOfDay, type ChecklistPredicate, parseChecklistEvidence } from "./predicate.ts";
import type { ProvenChecklist, ProvenLine } from "./prove-checklist.ts";

const MARKS: Readonly<Record<ShownState, Mark>> = {
  met: "good",
  signed: "good",
  excepted: "watch",
  open: "unknown",
  void: "unknown",
  unproven: "unknown",
  "not-met": "bad",
  expired: "bad",
};

/**
 * What a checklist has to say in a report: as of its own day, or judged anew as of a later one (UTC), on which exceptions may have
 * lapsed and evidence may have gone stale. Throws a UserError where its predicate is not valid.
 */
export function reportChecklist(statement: Statement, asOf?: string): ReportSection {
  const made = parseChecklistEvidence(statement);
  const predicate = asOf === undefined ? made : asOfDay(made, asOf);
  const { verdict, headline, candidate, findings, command } = predicate;
  return {
    title: "Checklist",
    verdict,
    headline,
    candidate,
    baseline: null,
    rows: findings.filter((finding) => finding.verdict !== "pass").map((finding) => rowOf(finding, predicate, made)),
    folds: [linesFold(predicate), ...idleFold(predicate)],
    facts: [countsOf(findings), ...daysOf(predicate, made)],
    commands: [command],
  };
}

/** Every line with its state and by what it has it. */
export function checklistTable({ checklist, findings }: Pick<ProvenChecklist, "checklist" | "findings">): Table {
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

/** The day of the evidence, and where it was judged anew that of the judgement. */
function daysOf({ asOf }: ChecklistPredicate, made: ChecklistPredicate): readonly string[] {
  const told = `${made.checklist.title} as of ${made.asOf}`;
  return made.asOf === asOf ? [told] : [`${told}: ${made.verdict}`, `judged again as of ${asOf}`];
}

function rowOf(finding: LineFinding, { checklist }: ChecklistPredicate, made: ChecklistPredicate): ReportRow {
  const line = checklist.lines.find(({ id }) => id === finding.id);
  const before = made.findings.find(({ id }) => id === finding.id);
  const hasLapsed = before !== undefined && before.state !== finding.state;
  return {
    change: finding.change,
    verdict: finding.verdict,
    what: `${finding.id} ${line?.summary ?? ""}`.trimEnd(),
    was: hasLapsed ? stateWords(before.state) : null,
    now: stateWords(finding.state),
    difference: finding.why,
    reason: [
      ...(hasLapsed ? [`lapsed since ${made.asOf}`] : []),
      ...(line?.owner ? [`${line.owner}'s`] : []),
      ...(line?.nist ?? []),
    ].join(", "),
    severity: 0,
    isSettled: true,
  };
}

function linesFold(predicate: ChecklistPredicate): Fold {
  return { kind: "fold", summary: countsOf(predicate.findings), blocks: [checklistTable(predicate)] };
}

function lineRow({ id, summary, text, nist, owner }: ChecklistLine, finding: ProvenLine | undefined): Text[] {
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

function byWords({ why, evidence, signedBy }: ProvenLine): Text {
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
