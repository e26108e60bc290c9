export type { Case, Draft, DraftSource } from "./cases/case.ts";
export type { CodeCase, CodeCases } from "./cases/from-code.ts";
export type { DataRow, RowReader } from "./cases/from-rows.ts";
export type { Shard } from "./cases/shard-cases.ts";
export { createBehavior, type RunContext } from "./evidence/create-behavior.ts";
export type { BehaviorFinding } from "./evidence/finding-schema.ts";
export { isOwnResult } from "./evidence/foreign-result.ts";
export { mergeBehavior } from "./evidence/merge-behavior.ts";
export { BEHAVIOR_TYPE, type BehaviorPredicate, parseBehavior } from "./evidence/predicate.ts";
export type { GivenCase, GivenExample, GivenResult } from "./expectations/functions.ts";
export { type Chat, chatJudge, type JudgeOf } from "./expectations/judge/judge.ts";
export type { LineReader } from "./imports/imported-test.ts";
export {
  type Answer,
  isUnanswered,
  isUnsupported,
  type Model,
  type ModelInput,
  type Prediction,
  type Question,
} from "./model.ts";
export { toCtrf } from "./report/ctrf.ts";
export { toJunit } from "./report/junit.ts";
export { reportTestResult } from "./report/report-test-result.ts";
export type { CaseResult, ModelResult } from "./results/case-result.ts";
export type { Tally } from "./results/tally.ts";
export { runSuite } from "./run/run-suite.ts";
export { parseSuite, type SuiteText } from "./suite/parse-suite.ts";
export type { Plan, PlannedTest } from "./suite/plan.ts";
export { type PlanOptions, planCodeSuite, planSuite, type SuitePorts } from "./suite/plan-suite.ts";
