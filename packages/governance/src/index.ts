export { changeSchema, type Figure, type FigureChange, figureSchema } from "./audit/figure.ts";
export type { AuditFinding, AuditMeasure } from "./audit/finding.ts";
export { type Gate, type GateLine, parseGateLines } from "./audit/gate.ts";
export { createGates, type Gates } from "./audit/gates.ts";
export {
  AUDIT_CLASSES,
  AUDIT_TYPE,
  type AuditClass,
  type AuditPredicate,
  type AuditTable,
  auditSchema,
  parseAudit,
} from "./audit/predicate.ts";
export { type Audit, stateAudit } from "./audit/state-audit.ts";
export { type Attribute, parseAttributes } from "./bias/attribute.ts";
export { biasColumns, sharedColumns } from "./bias/columns.ts";
export { measureBias } from "./bias/measure-bias.ts";
export { BIAS_TASKS, type BiasSettings, type BiasTask } from "./bias/settings.ts";
export { type CheckedFacts, checkFacts } from "./checklist/check-facts.ts";
export type { Checklist, ChecklistLine } from "./checklist/checklist.ts";
export { parseChecklist } from "./checklist/checklist-file.ts";
export { DEFAULT_CHECKLIST } from "./checklist/default-checklist.ts";
export { type ChecklistException, parseExceptions } from "./checklist/exception-file.ts";
export {
  CHECKLIST_TYPE,
  type ChecklistPredicate,
  checklistPredicateSchema,
  parseChecklistEvidence,
} from "./checklist/predicate.ts";
export { reportChecklist } from "./checklist/report-checklist.ts";
export { parseSignOffs, type SignOff } from "./checklist/sign-off-file.ts";
export { type AskedChecklist, stateChecklist } from "./checklist/state-checklist.ts";
export { ANNEX_IV, type AnnexItem, type AnnexPoint } from "./dossier/annex-iv.ts";
export { type ComposedDossier, composeDossier } from "./dossier/compose-dossier.ts";
export type {
  DossierDocument,
  DossierEvidence,
  DossierInput,
  RecordedChange,
  Saying,
} from "./dossier/dossier-input.ts";
export { measurePersonalData, PERSONAL_DATA_METRICS, type PersonalDataScan } from "./personal-data/measure.ts";
export { tabulatePersonalData } from "./personal-data/tables.ts";
export { formatCanaries } from "./privacy/canaries/canary-list.ts";
export { makeCanaries } from "./privacy/canaries/make-canaries.ts";
export { measureExposure } from "./privacy/canaries/measure-exposure.ts";
export { PERPLEXITY_REQUESTS, readPerplexities } from "./privacy/canaries/read-perplexities.ts";
export { parseLedger } from "./privacy/ledger/ledger.ts";
export { measureLedger } from "./privacy/ledger/measure-ledger.ts";
export type { Measured, PrivacyOptions } from "./privacy/measured.ts";
export { LIRA_VARIANTS, liraScores } from "./privacy/membership/lira.ts";
export { FALSE_POSITIVE_RATES, measureMembership } from "./privacy/membership/measure-membership.ts";
export { readLosses, readTargetScores } from "./privacy/membership/read-scores.ts";
export { readShadows } from "./privacy/membership/read-shadows.ts";
export { LOSS_REQUESTS, SHADOW_REQUESTS, TARGET_REQUESTS } from "./privacy/membership/requests.ts";
export { measureMemorised } from "./privacy/memorised/measure-memorised.ts";
export { LEAST_RUN, probeRequests } from "./privacy/memorised/probe.ts";
export { measureRelease } from "./privacy/release/measure-release.ts";
export { reportAudit } from "./report/report-audit.ts";
export { compareOutputs } from "./reproducibility/compare/compare-outputs.ts";
export type { ComparedOutput, Contents, Output } from "./reproducibility/compare/outputs.ts";
export {
  PERTURBATIONS,
  type Perturbation,
  type Pins,
  perturbedVariables,
  pinnedVariables,
  type Variable,
} from "./reproducibility/environment.ts";
export { type ExportedFile, mlflowRun } from "./reproducibility/exports/mlflow-run.ts";
export { openLineageEvent } from "./reproducibility/exports/open-lineage.ts";
export { type TrackingServer, trackRun } from "./reproducibility/exports/track-run.ts";
export type { Doubt } from "./reproducibility/judge-outputs.ts";
export { type PathPattern, parsePathPattern } from "./reproducibility/path-pattern.ts";
export {
  MOST_OUTPUTS,
  parseReproducibility,
  REPRODUCIBILITY_TYPE,
  type RecordedRun,
  type RecordedVariable,
  type ReproducibilityPredicate,
} from "./reproducibility/predicate.ts";
export type { ExperimentRecord } from "./reproducibility/record.ts";
export { reportReproducibility } from "./reproducibility/report-reproducibility.ts";
export { type Reproduction, stateReproducibility } from "./reproducibility/state-reproducibility.ts";
export { parseTolerances, type ToleranceLine } from "./reproducibility/tolerance.ts";
export {
  COUNTERFACTUAL_CAPABILITIES,
  COUNTERFACTUAL_METRIC,
  measureProbes,
  measureSafety,
  SAFETY_CAPABILITIES,
} from "./safety/measure-safety.ts";
export type { SafetyProbe } from "./safety/probe.ts";
export { gatesText } from "./safety/severity-gates.ts";
