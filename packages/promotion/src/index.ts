export type { Command, Verb } from "./commands/command.ts";
export { type FoundCommand, type Hint, type ParsedCommands, parseCommands } from "./commands/parse-commands.ts";
export { type AdmittedVerb, admit } from "./decide/admit.ts";
export { decidePromotion, type PromotionSituation } from "./decide/decide-promotion.ts";
export { decideRollback, NoEarlierVersion, type RollbackSituation } from "./decide/decide-rollback.ts";
export { deniedByTags } from "./decide/denial.ts";
export {
  type Actor,
  type Approval,
  type AskedIn,
  type BasicFacts,
  type Candidate,
  type Denied,
  type Head,
  PERMISSIONS,
  type Permission,
  type PromotionFacts,
} from "./decide/facts.ts";
export { allHold, GATES, type Gate } from "./decide/gate.ts";
export { handledBefore } from "./decide/handled.ts";
export type {
  Promoted,
  PromotionOutcome,
  Refused,
  RollbackOutcome,
  RolledBack,
  Unchanged,
} from "./decide/outcome.ts";
export { type PromotionRequest, promotionCommand, type RollbackRequest } from "./decide/request.ts";
export { createPromotion, createRollback, type PromotionRun } from "./evidence/create-promotion.ts";
export {
  PROMOTION_TYPE,
  type PromotionFinding,
  type PromotionPredicate,
  parsePromotion,
} from "./evidence/predicate.ts";
export {
  SUMMARY_TYPE,
  type SummaryPlaces,
  type VerificationSummary,
  verificationSummary,
} from "./evidence/verification-summary.ts";
export { shortHex, type Version } from "./fields.ts";
export {
  type AliasPlace,
  type MirroredAlias,
  mirrorAlias,
  readAliases,
  removeAlias,
} from "./mlflow/mirror-alias.ts";
export type { MirroredVersion } from "./mlflow/mirrored-version.ts";
export { checkAlias, checkModelName } from "./mlflow/names.ts";
export type { RegisteredAlias } from "./mlflow/registered-model.ts";
export type { ModelRegistryServer } from "./mlflow/registry-server.ts";
export { isAmong, type Person } from "./people.ts";
export { type PromotionPolicy, promotionPolicyOf, type Stage, stageNamed } from "./policy/policy.ts";
export { type PromotionSection, promotionSectionSchema } from "./policy/promotion-section.ts";
export { stopgapPolicy } from "./policy/stopgap-policy.ts";
export { type Binding, formatMessage, readBinding } from "./records/binding.ts";
export { modelIn, readRegistry } from "./records/read-registry.ts";
export {
  type Alias,
  aliasesOf,
  emptyModel,
  entryOf,
  type RegisteredVersion,
  type RegistryEvent,
  type RegistryModel,
  type StageEntry,
  type TagFact,
} from "./records/registry.ts";
export { compareSemver, isSemver } from "./records/semver.ts";
export { takenBy } from "./records/stages-of.ts";
export { formatTagName, parseTagName, type TagName } from "./records/tag-name.ts";
export { lackingTags, problemOfRecord, type StageChange, tagsFor } from "./records/tags-for.ts";
export { type Explained, explain } from "./report/explain.ts";
export { reportPromotion } from "./report/report-promotion.ts";
export { reportSummary } from "./report/report-summary.ts";
