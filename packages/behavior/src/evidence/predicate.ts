import {
  checkShape,
  commonEntries,
  inputFileSchema,
  type Statement,
  type Verdict,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import * as v from "valibot";
import { MAX_FINDINGS } from "../results/max-findings.ts";
import { countSchema, shareSchema } from "../results/number-schemas.ts";
import { tallySchema } from "../results/tally-record.ts";
import { behaviorFindingSchema, capabilitySchema } from "./finding-schema.ts";
import { findingsAddUp, talliesAddUp } from "./predicate-check.ts";
import { testLists } from "./test-lists.ts";

/**
 * The type of a test's result, whose own fields the predicate has, with ours beside them.
 * https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
 */
export const BEHAVIOR_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

/** A model's reference is a path or a command, not a document; what is longer is cut. */
export const MAX_REFERENCE = 2_000;
const MAX_RUNTIME = 200;
/** More machines than any matrix has: GitHub's allows 256. */
export const MAX_SHARDS = 256;

/** How a model was called, as the user wrote it. */
const referenceSchema = v.pipe(v.string(), v.maxLength(MAX_REFERENCE));
const runtimeSchema = v.pipe(v.string(), v.maxLength(MAX_RUNTIME));
const amountSchema = v.nullable(v.pipe(v.number(), v.minValue(0)));

const usageSchema = v.strictObject({
  /** Answers by the time of their request: bucket b has those over 1.1^(b - 1) and up to 1.1^b milliseconds. */
  latency: v.array(v.tuple([v.pipe(v.number(), v.safeInteger()), countSchema])),
  inputTokens: amountSchema,
  outputTokens: amountSchema,
  /** In US dollars. */
  cost: amountSchema,
});

const shardSchema = v.strictObject({
  /** From 1 to `of`. */
  index: v.pipe(countSchema, v.minValue(1)),
  of: v.pipe(countSchema, v.minValue(2), v.maxValue(MAX_SHARDS)),
  /** All that the merging of the shards takes. */
  tallies: v.array(tallySchema),
});

/** in-toto's ResourceDescriptor, of a file by its name and digest. */
const descriptorSchema = v.strictObject({
  name: inputFileSchema.entries.name,
  digest: v.strictObject({ sha256: inputFileSchema.entries.sha256 }),
});

/** What a run of a suite of behaviour tests found, or one shard of it. */
export const behaviorSchema = v.pipe(
  v.strictObject({
    /** A verdict that is neither pass nor warn is FAILED here: whoever reads this alone learns nothing too good. */
    result: v.picklist(["PASSED", "WARNED", "FAILED"]),
    /** The suite's file first, then the files that its cases were read from. */
    configuration: v.array(descriptorSchema),
    /** The findings' ids, by verdict. */
    passedTests: v.array(v.string()),
    warnedTests: v.array(v.string()),
    failedTests: v.array(v.string()),
    ...commonEntries,
    suite: v.strictObject({
      name: v.string(),
      file: v.string(),
      cases: countSchema,
      /** Texts and records of all cases, as many as they are, however often each is asked. */
      inputs: countSchema,
      /** Cases of imported suites that were left out, as the suite allows it. */
      skipped: countSchema,
    }),
    candidate: versionRefSchema,
    baseline: v.nullable(versionRefSchema),
    references: v.strictObject({ candidate: referenceSchema, baseline: v.nullable(referenceSchema) }),
    /** What computed the answers, where that is known: the last digits of another runtime's may differ. */
    runtimes: v.strictObject({ candidate: v.nullable(runtimeSchema), baseline: v.nullable(runtimeSchema) }),
    rule: v.strictObject({ alpha: shareSchema, minimumEffect: shareSchema }),
    /** Null for a whole run. A shard decides nothing: its verdict is `inconclusive`, or `error`. */
    shard: v.nullable(shardSchema),
    /** The class that the candidate gives to nearly all originals; null where it tells them apart. */
    nearConstant: v.nullable(v.strictObject({ class: v.string(), count: countSchema, of: countSchema })),
    capabilities: v.array(capabilitySchema),
    findings: v.pipe(v.array(behaviorFindingSchema), v.maxLength(MAX_FINDINGS)),
    usage: v.strictObject({ candidate: usageSchema, baseline: v.nullable(usageSchema) }),
  }),
  v.check(
    ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
    "must have the worst of its findings' verdicts as its verdict",
  ),
  v.check(({ verdict, shard }) => shard === null || isOpen(verdict), "must leave a shard's verdict open"),
  v.check((behavior) => findingsAddUp(behavior), "must have findings of its cases and models, no two of one id"),
  v.check((behavior) => talliesAddUp(behavior), "must have the tallies that its findings were made of"),
  v.check(
    (behavior) => Object.entries(testLists(behavior)).every(([name, expected]) => isSame(behavior, name, expected)),
    "must have a result and lists of tests that are those of its findings",
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

/** Of a part of the cases nothing can be said but that a model broke. */
function isOpen(verdict: Verdict): boolean {
  return verdict === "inconclusive" || verdict === "error";
}

function isSame(behavior: object, name: string, expected: unknown): boolean {
  return JSON.stringify(Reflect.get(behavior, name)) === JSON.stringify(expected);
}
