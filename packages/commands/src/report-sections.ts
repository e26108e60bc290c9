import { BEHAVIOR_TYPE, reportTestResult } from "@airworthy/behavior";
import { CANARY_TYPE, reportCanary } from "@airworthy/canary";
import { COMPARISON_TYPE, reportComparison } from "@airworthy/comparison";
import type { Statement } from "@airworthy/evidence";
import {
  AUDIT_TYPE,
  CHECKLIST_TYPE,
  REPRODUCIBILITY_TYPE,
  reportAudit,
  reportChecklist,
  reportReproducibility,
} from "@airworthy/governance";
import { BOM_PREDICATE, reportBom } from "@airworthy/model-card";
import { PACKAGE_PREDICATE, reportPackage } from "@airworthy/model-package";
import { PROVENANCE_PREDICATE, reportProvenance } from "@airworthy/provenance";
import type { ReportSection } from "@airworthy/report";
import { reportScan, SCAN_PREDICATE } from "@airworthy/safety-scan";
import { reportVerification, VERIFICATION_TYPE } from "@airworthy/verification";

/** What one kind of evidence has to say in a report; throws a UserError where its predicate is not valid. */
export type SectionMaker = (statement: Statement) => ReportSection;

/** The capability that speaks for each type of predicate. */
export const REPORT_SECTIONS: ReadonlyMap<string, SectionMaker> = new Map([
  [PACKAGE_PREDICATE, reportPackage],
  [SCAN_PREDICATE, reportScan],
  [BOM_PREDICATE, reportBom],
  [PROVENANCE_PREDICATE, reportProvenance],
  [VERIFICATION_TYPE, reportVerification],
  [BEHAVIOR_TYPE, reportTestResult],
  [COMPARISON_TYPE, reportComparison],
  [CANARY_TYPE, reportCanary],
  [AUDIT_TYPE, reportAudit],
  [REPRODUCIBILITY_TYPE, reportReproducibility],
  [CHECKLIST_TYPE, reportChecklist],
]);
