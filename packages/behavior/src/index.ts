export { type CaseChange, compareCase } from "./compare-case.ts";
export { createBehavior, type RunContext } from "./create-behavior.ts";
export { type Decision, type DecisionRule, decide } from "./decide.ts";
export { type Judgement, judge } from "./judge.ts";
export { type Answer, isUnanswered, type Model, type Prediction, type Question, type Unanswered } from "./model.ts";
export { type PairedCounts, pairedDifference } from "./paired-difference.ts";
export { parseSuite } from "./parse-suite.ts";
export { type Case, type Plan, type PlannedTest, planSuite } from "./plan.ts";
export {
  BEHAVIOR_TYPE,
  type BehaviorFinding,
  type BehaviorPredicate,
  behaviorSchema,
  parseBehavior,
} from "./predicate.ts";
export { reportBehavior } from "./report-behavior.ts";
export { type Models, type RunOptions, runSuite } from "./run-suite.ts";
export { type BehaviorTest, DEFAULT_TOLERANCE, type Suite, suiteSchema } from "./suite.ts";
export type { CaseResult, Example, ModelResult, Tally } from "./tally.ts";
