import type { AlertClass } from "@airworthy/alerts";
import { BEHAVIOR_TYPE } from "@airworthy/behavior";
import { CANARY_TYPE, parseCanary } from "@airworthy/canary";
import { COMPARISON_TYPE } from "@airworthy/comparison";
import type { Statement } from "@airworthy/evidence";
import { EXPERIMENT_TYPE } from "@airworthy/experiments";
import { AUDIT_TYPE, type AuditClass, parseAudit } from "@airworthy/governance";
import { BOM_PREDICATE } from "@airworthy/model-card";
import { PACKAGE_PREDICATE } from "@airworthy/model-package";
import { PROVENANCE_PREDICATE } from "@airworthy/provenance";
import type { ReportRow, ReportSection } from "@airworthy/report";
import { ROLLOUT_TYPE } from "@airworthy/rollout";
import { SCAN_PREDICATE } from "@airworthy/safety-scan";
import { VERIFICATION_TYPE } from "@airworthy/verification";

const CLASS_OF_TYPE: ReadonlyMap<string, AlertClass> = new Map([
  [BEHAVIOR_TYPE, "quality"],
  [COMPARISON_TYPE, "quality"],
  [EXPERIMENT_TYPE, "engagement"],
  [ROLLOUT_TYPE, "rollout"],
  [PACKAGE_PREDICATE, "supply-chain"],
  [SCAN_PREDICATE, "supply-chain"],
  [BOM_PREDICATE, "supply-chain"],
  [PROVENANCE_PREDICATE, "supply-chain"],
  [VERIFICATION_TYPE, "supply-chain"],
]);

const CLASS_OF_AUDIT: Readonly<Record<AuditClass, AlertClass>> = {
  bias: "fairness",
  privacy: "privacy",
  safety: "safety",
};

/** The rows of a section by their class. A canary has one of each metric; anything else is of one class. */
export function rowsByClass(
  statement: Statement,
  { rows }: ReportSection,
): ReadonlyMap<AlertClass, readonly ReportRow[]> {
  const { predicateType } = statement;
  if (predicateType === CANARY_TYPE) return rowsOfCanary(statement, rows);
  if (predicateType === AUDIT_TYPE) return new Map([[CLASS_OF_AUDIT[parseAudit(statement).class], rows]]);
  return new Map([[CLASS_OF_TYPE.get(predicateType) ?? "governance", rows]]);
}

/** Its last rows are those of its findings, in their order; what comes before them speaks of the rollout. */
function rowsOfCanary(statement: Statement, rows: readonly ReportRow[]): ReadonlyMap<AlertClass, readonly ReportRow[]> {
  const { findings } = parseCanary(statement);
  const before = rows.length - findings.length;
  const byClass = new Map<AlertClass, ReportRow[]>();
  for (const [index, row] of rows.entries()) {
    const of = findings[index - before]?.class ?? "rollout";
    const together = byClass.get(of);
    if (together === undefined) byClass.set(of, [row]);
    else together.push(row);
  }
  return byClass;
}
