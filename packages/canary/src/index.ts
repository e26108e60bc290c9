export {
  type Analysis,
  type AnalysisRun,
  createCanary,
  createFinding,
  type Measured,
  type Open,
} from "./evidence/create-canary.ts";
export { DECISIONS, type Decision, MOVES, type Move } from "./evidence/decision.ts";
export { type CanaryFinding, METRIC_CLASSES, type MetricClass } from "./evidence/finding.ts";
export { changeOf, type Guarded, type GuardrailState, isGoalReached, stateOf } from "./evidence/guardrail.ts";
export { CANARY_TYPE, type CanaryPredicate, type DataQuality, parseCanary } from "./evidence/predicate.ts";
export { EXPOSED, type Exposure, type Ramp, type RampStep } from "./evidence/ramp.ts";
export type { SampleRatio } from "./evidence/sample-ratio.ts";
export { MOST_ENTRIES, type Timeline, type TimelineEntry } from "./evidence/timeline.ts";
export { reportCanary } from "./report/report-canary.ts";
