import { BEHAVIOR_TYPE, reportBehavior } from "@airworthy/behavior";
import { COMPARISON_TYPE, reportComparison } from "@airworthy/comparison";
import type { Statement } from "@airworthy/evidence";
import { PACKAGE_PREDICATE, reportPackage } from "@airworthy/model-package";
import { PROVENANCE_PREDICATE, reportProvenance } from "@airworthy/provenance";
import type { ReportSection } from "@airworthy/report";

/** What one kind of evidence has to say in a report; throws a UserError where its predicate is not valid. */
export type SectionMaker = (statement: Statement) => ReportSection;

/** The capability that speaks for each type of predicate. */
export const REPORT_SECTIONS: ReadonlyMap<string, SectionMaker> = new Map([
  [PACKAGE_PREDICATE, reportPackage],
  [PROVENANCE_PREDICATE, reportProvenance],
  [BEHAVIOR_TYPE, reportBehavior],
  [COMPARISON_TYPE, reportComparison],
]);
