import { type CommonPredicate, createStatement, type Statement, subjectOf } from "@airworthy/evidence";
import { createRedaction, type Redaction } from "@airworthy/personal-data";
import { type AuditFinding, type AuditMeasure, auditFindingId } from "./finding.ts";
import { judge } from "./judge.ts";
import { mostUrgent } from "./most-urgent.ts";
import { AUDIT_TYPE, type AuditPredicate, type AuditTable, auditVerdict, decidingFindings } from "./predicate.ts";
import { headlineOf } from "./wording.ts";

/** What an audit measured, not yet judged. */
export interface Audit
  extends Omit<AuditPredicate, "findings" | "verdict" | "reasonCode" | "headline" | keyof CommonPredicate>,
    Pick<CommonPredicate, "inputs" | "tool" | "seed" | "startedOn" | "finishedOn"> {
  readonly measures: readonly AuditMeasure[];
}

/**
 * Judges what was measured and states it as evidence of the candidate. Names that come from data (groups, files) may be an
 * e-mail address or a card number themselves: of those the kind is stated, never the value.
 */
export function stateAudit({ measures, ...audit }: Audit): Statement<AuditPredicate> {
  const redact = createRedaction();
  const findings = measures.map((measure) => findingOf(redactedMeasure(measure, redact), audit.level));
  const worst = mostUrgent(decidingFindings(findings));
  const { candidate, baseline } = audit;
  const named = <Named extends { readonly name: string }>(one: Named) => ({ ...one, name: redact.fileName(one.name) });
  const subject = named(candidate);
  return createStatement(subjectOf(subject), AUDIT_TYPE, {
    ...audit,
    candidate: subject,
    baseline: baseline === null ? null : named(baseline),
    inputs: audit.inputs.map(named),
    tables: audit.tables.map((table) => redactedTable(table, redact)),
    facts: audit.facts.map(redact.text),
    command: redact.text(audit.command),
    verdict: auditVerdict(findings),
    reasonCode: worst.reasonCode,
    headline: worst.headline,
    findings,
    volatile: ["startedOn", "finishedOn"],
  });
}

function findingOf(measure: AuditMeasure, level: number): AuditFinding {
  const judgement = judge({ ...measure, change: measure.difference });
  return { ...measure, ...judgement, id: auditFindingId(measure), headline: headlineOf(measure, judgement, level) };
}

function redactedMeasure({ of, note, ...measure }: AuditMeasure, redact: Redaction): AuditMeasure {
  return { ...measure, of: of === null ? null : redact.text(of), note: note === null ? null : redact.text(note) };
}

function redactedTable({ title, columns, rows, total }: AuditTable, redact: Redaction): AuditTable {
  return {
    title: redact.text(title),
    columns: columns.map((column) => ({ ...column, title: redact.text(column.title) })),
    rows: rows.map((row) => ({ ...row, label: redact.text(row.label) })),
    total,
  };
}
