import {
  checkShape,
  commonEntries,
  findingEntries,
  predicateType,
  type Statement,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import * as v from "valibot";
import { MAX_EXAMPLES, MAX_IDS, MAX_SHOWN } from "./tally.ts";

export const BEHAVIOR_TYPE = predicateType("behavior");

/** Findings of one suite: its schema allows no more tests. */
const MAX_FINDINGS = 200;
/** A model's reference is a path or a command, not a document; what is longer is cut. */
export const MAX_REFERENCE = 2_000;

const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shareSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const differenceSchema = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const shownSchema = v.pipe(v.string(), v.maxLength(MAX_SHOWN));

const modelSchema = v.strictObject({
  failed: countSchema,
  /** The cases that the rate is over: those that were answered and apply. */
  judged: countSchema,
  filtered: countSchema,
  unanswered: countSchema,
  /** Null where no case was judged. `low` and `high` are Wilson's interval at 95 %. */
  rate: v.nullable(v.strictObject({ value: shareSchema, low: shareSchema, high: shareSchema })),
});

const comparisonSchema = v.strictObject({
  newFailures: countSchema,
  fixed: countSchema,
  stillFailing: countSchema,
  stillPassing: countSchema,
  /** The candidate's failure rate minus the baseline's on the cases that both were judged on, with its 95 % interval. */
  difference: differenceSchema,
  low: differenceSchema,
  high: differenceSchema,
  /** Exact McNemar, two-sided; then Holm's adjustment over the suite. */
  p: shareSchema,
  adjustedP: shareSchema,
});

const exampleSchema = v.strictObject({
  case: v.string(),
  change: v.picklist(["new-failure", "still-failing", "failing"]),
  input: shownSchema,
  perturbed: v.nullable(shownSchema),
  expected: shownSchema,
  got: shownSchema,
  was: v.nullable(shownSchema),
  severity: v.pipe(v.number(), v.minValue(0)),
});

const behaviorFindingSchema = v.strictObject({
  ...findingEntries,
  title: shownSchema,
  capability: v.nullable(shownSchema),
  kind: v.picklist(["mft", "inv", "dir"]),
  cases: countSchema,
  candidate: modelSchema,
  baseline: v.nullable(modelSchema),
  comparison: v.nullable(comparisonSchema),
  limits: v.strictObject({ maxFailureRate: v.nullable(shareSchema), maxNewFailures: v.nullable(countSchema) }),
  /** The first thousand; `comparison.newFailures` counts all. */
  newFailureIds: v.pipe(v.array(v.string()), v.maxLength(MAX_IDS)),
  /** Worst first: failures that the baseline does not share, and those that it does. */
  newExamples: v.pipe(v.array(exampleSchema), v.maxLength(MAX_EXAMPLES)),
  knownExamples: v.pipe(v.array(exampleSchema), v.maxLength(MAX_EXAMPLES)),
  unanswered: v.pipe(
    v.array(v.strictObject({ case: v.string(), model: v.picklist(["candidate", "baseline"]), problem: shownSchema })),
    v.maxLength(MAX_EXAMPLES),
  ),
});

export type BehaviorFinding = v.InferOutput<typeof behaviorFindingSchema>;

/** How a model was called, as the user wrote it. */
const referenceSchema = v.pipe(v.string(), v.maxLength(MAX_REFERENCE));

/** What a run of a suite of behaviour tests found. */
export const behaviorSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    suite: v.strictObject({ name: v.string(), file: v.string(), cases: countSchema, texts: countSchema }),
    candidate: versionRefSchema,
    baseline: v.nullable(versionRefSchema),
    references: v.strictObject({ candidate: referenceSchema, baseline: v.nullable(referenceSchema) }),
    rule: v.strictObject({ alpha: shareSchema, minimumEffect: shareSchema }),
    findings: v.pipe(v.array(behaviorFindingSchema), v.maxLength(MAX_FINDINGS)),
  }),
  v.check(
    ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
    "must have the worst of its findings' verdicts as its verdict",
  ),
);

export type BehaviorPredicate = v.InferOutput<typeof behaviorSchema>;

/** The predicate of a statement, checked whole. Throws a UserError that names the subject and each wrong field. */
export function parseBehavior(statement: Statement): BehaviorPredicate {
  return checkShape<BehaviorPredicate>(
    behaviorSchema,
    statement.predicate,
    `the behaviour of ${statement.subject[0].name}`,
  );
}
