import { BEHAVIOR_TYPE } from "@airworthy/behavior";
import { CANARY_TYPE, reportCanary } from "@airworthy/canary";
import { COMPARISON_TYPE, reportComparison } from "@airworthy/comparison";
import type { Statement } from "@airworthy/evidence";
import { EXPERIMENT_TYPE, reportExperiment } from "@airworthy/experiments";
import { FEEDBACK_TYPE, reportFeedback } from "@airworthy/feedback";
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
import { PROMOTION_TYPE, reportPromotion, reportSummary, SUMMARY_TYPE } from "@airworthy/promotion";
import { PROVENANCE_PREDICATE, reportProvenance } from "@airworthy/provenance";
import type { ReportSection } from "@airworthy/report";
import { ROLLOUT_TYPE, reportRollout } from "@airworthy/rollout";
import { reportScan, SCAN_PREDICATE } from "@airworthy/safety-scan";
import { reportVerification, VERIFICATION_TYPE } from "@airworthy/verification";
import { reportTests } from "./collect-feedback/reported-outcome.ts";

/** What one kind of evidence has to say in a report; throws a UserError where its predicate is not valid. */
export type SectionMaker = (statement: Statement) => ReportSection;

/** The capability that speaks for each type of predicate. */
export const REPORT_SECTIONS: ReadonlyMap<string, SectionMaker> = new Map([
  [PACKAGE_PREDICATE, reportPackage],
  [SCAN_PREDICATE, reportScan],
  [BOM_PREDICATE, reportBom],
  [PROVENANCE_PREDICATE, reportProvenance],
  [VERIFICATION_TYPE, reportVerification],
  [BEHAVIOR_TYPE, reportTests],
  [COMPARISON_TYPE, reportComparison],
  [CANARY_TYPE, reportCanary],
  [ROLLOUT_TYPE, reportRollout],
  [PROMOTION_TYPE, reportPromotion],
  [SUMMARY_TYPE, reportSummary],
  [EXPERIMENT_TYPE, reportExperiment],
  [FEEDBACK_TYPE, reportFeedback],
  [AUDIT_TYPE, reportAudit],
  [REPRODUCIBILITY_TYPE, reportReproducibility],
  [CHECKLIST_TYPE, reportChecklist],
]);

/** The same as of a day (UTC): a checklist's exceptions may have lapsed since its evidence was made. */
export function sectionsAsOf(day: string): ReadonlyMap<string, SectionMaker> {
  return new Map([...REPORT_SECTIONS, [CHECKLIST_TYPE, (statement) => reportChecklist(statement, day)]]);
}
