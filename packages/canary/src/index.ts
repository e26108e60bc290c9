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
export { judge } from "./judge/judge.ts";
export type { ComparedStep, Failure, Look } from "./judge/look.ts";
export { type KayentaConfig, parseKayentaConfig } from "./kayenta/config.ts";
export { judgeByKayenta, type KayentaLook } from "./kayenta/kayenta-look.ts";
export { type KayentaQueries, kayentaQueriesOf } from "./kayenta/kayenta-queries.ts";
export type { WrittenKayenta } from "./plan/kayenta-section.ts";
export type { CanaryMetric, CanaryPlan, SeriesSignal } from "./plan/plan.ts";
export { canaryPlanOf } from "./plan/plan-of.ts";
export { type CanarySection, canarySectionSchema, type WrittenCanary } from "./plan/plan-section.ts";
export { type AskedStep, exposureSeriesOf, seriesQueryOf, signalQueryOf } from "./plan/signal-query.ts";
export { reportCanary } from "./report/report-canary.ts";
export type { Expected } from "./sizes/expected.ts";
export { type StepSize, sizesOf } from "./sizes/sizes-of.ts";
