import { type CommonPredicate, createStatement, type Statement, subjectOf } from "@airworthy/evidence";
import { type AuditFinding, type AuditMeasure, auditFindingId } from "./finding.ts";
import { judge } from "./judge.ts";
import { mostUrgent } from "./most-urgent.ts";
import { AUDIT_TYPE, type AuditPredicate, auditVerdict } from "./predicate.ts";
import { headlineOf } from "./wording.ts";

/** What an audit measured, not yet judged. */
export interface Audit
  extends Omit<AuditPredicate, "findings" | "verdict" | "reasonCode" | "headline" | keyof CommonPredicate>,
    Pick<CommonPredicate, "inputs" | "tool" | "seed" | "startedOn" | "finishedOn"> {
  readonly measures: readonly AuditMeasure[];
}

/** Judges what was measured and states it as evidence of the candidate. */
export function stateAudit({ measures, ...audit }: Audit): Statement<AuditPredicate> {
  const findings = measures.map((measure) => findingOf(measure, audit.level));
  const worst = mostUrgent(findings);
  return createStatement(subjectOf(audit.candidate), AUDIT_TYPE, {
    ...audit,
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
