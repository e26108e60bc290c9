export { type AppendedLog, appendEntry } from "./audit-log/append-entry.ts";
export type { Anchor } from "./audit-log/check-anchors.ts";
export { checkSignatures } from "./audit-log/check-signatures.ts";
export { compareLogs } from "./audit-log/compare-logs.ts";
export { compareVersions, type LogVersion } from "./audit-log/compare-versions.ts";
export type {
  AuditEntry,
  EntryDraft,
  EntrySide,
  PromotionDraft,
  PromotionEntry,
  RolloutDraft,
  RolloutEntry,
} from "./audit-log/entry.ts";
export { findPromotion } from "./audit-log/find-promotion.ts";
export { findingText, type LogFinding } from "./audit-log/finding.ts";
export { readAnchor } from "./audit-log/read-anchor.ts";
export { type FolderTexts, readCurrent } from "./audit-log/read-current.ts";
export { type AuditLog, headOf, MOST_LOG_BYTES, readLog } from "./audit-log/read-log.ts";
export { denialsDigest, sideOf } from "./audit-log/rollout-moment.ts";
export { toCsv } from "./audit-log/to-csv.ts";
export { verifyLog } from "./audit-log/verify-log.ts";
export { createRollout, type RolloutRun, standingOf } from "./evidence/create-rollout.ts";
export {
  EFFECTS,
  parseRollout,
  ROLLOUT_TYPE,
  type RolloutFinding,
  type RolloutPredicate,
  type Standing,
} from "./evidence/predicate.ts";
export { digestSchema, hexOf, isDigest, type Version } from "./fields.ts";
export { shareOfEverybody, sharesOf } from "./flag/exposure.ts";
export { CANDIDATE, type FlagDefinition, flagOf, flagVersion, STABLE } from "./flag/flag-definition.ts";
export { readFlag, writeFlag } from "./flag/flags-file.ts";
export { isCompared } from "./moves/analysis-gate.ts";
export { decideMove } from "./moves/decide-move.ts";
export type { AnalysisFact, Approval, ClearanceFact, Facts } from "./moves/facts.ts";
export { GATES, type Gate } from "./moves/gate.ts";
export { possibleMoves } from "./moves/illegal.ts";
export type { Moved, Outcome, Refused, Situation, Unchanged } from "./moves/outcome.ts";
export type {
  AdvanceRequest,
  AllowRequest,
  MoveRequest,
  PlainRequest,
  RollbackRequest,
  StartRequest,
} from "./moves/request.ts";
export { reasonOf } from "./moves/request.ts";
export { servesBy } from "./moves/served.ts";
export { isSameRamp, plansOf, type RolloutPlan } from "./plan/plan.ts";
export { type RolloutsSection, rolloutsSectionSchema } from "./plan/plan-section.ts";
export type { Ramp, Segment, Step } from "./plan/ramp.ts";
export { planSchedule, type Schedule, type ScheduledStep } from "./plan/schedule.ts";
export { shareOf, TOTAL_WEIGHT } from "./plan/share.ts";
export { reportRollout } from "./report/report-rollout.ts";
export { type Denial, denialOf } from "./state/denial.ts";
export {
  idleRollout,
  isUnderway,
  MOVES,
  type Move,
  PHASES,
  type Phase,
  type RolloutState,
  rolloutId,
  type Underway,
} from "./state/rollout-state.ts";
export {
  AUDIT_FILE,
  FLAGS_FILE,
  FLAGS_FOLDER,
  formatRollouts,
  type LogAnchor,
  NO_ROLLOUTS,
  parseRollouts,
  ROLLOUTS_FILE,
  type Rollouts,
} from "./state/rollouts-file.ts";
export { whoInWords } from "./words/headline.ts";
export { timeInWords } from "./words/plain.ts";
