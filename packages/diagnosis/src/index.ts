export type { Catalogue, KnownAction, KnownInput } from "./catalogue/catalogue.ts";
export { conditionalPermissions, conditionOf } from "./catalogue/conditions.ts";
export { REUSABLE_WORKFLOWS } from "./catalogue/reusable-workflows.ts";
export {
  type Acceptance,
  type ChecklistEntry,
  checkAcceptances,
  checkEntries,
} from "./configuration/check-acceptances.ts";
export { checkSections, type Sections } from "./configuration/check-sections.ts";
export { diagnose, type Examination, type Selection } from "./diagnosis.ts";
export { at, type Finding, findingsOfError, type Place, type PlaceOf, type RepositoryText } from "./finding.ts";
export { documentOf, headlineOf, reportDiagnosis } from "./report/report-diagnosis.ts";
export { checkRepository, type Expected } from "./repository/check-repository.ts";
export { type Push, pushesOf } from "./repository/pushes.ts";
export type {
  AllowedActions,
  Asked,
  AskedPush,
  CodeownersError,
  RepositoryFacts,
} from "./repository/repository-facts.ts";
export { AREAS, type Area, type Severity } from "./rules/rule.ts";
export { isRuleId, RULE_IDS, type RuleId, ruleOf } from "./rules/rules.ts";
export { checkMajors, checkVersions, type Peer, type Versions } from "./versions/check-versions.ts";
export { examineWorkflows } from "./workflow/examine-workflows.ts";
export type { Use } from "./workflow/uses-of.ts";
export { isExpression } from "./workflow/workflow.ts";
