import { checkShape, type Statement, type Verdict, worstVerdict } from "@airworthy/evidence";
import * as v from "valibot";

/** Names of tests that evidence of another tool may list. */
const MAX_TESTS = 100_000;
const MAX_NAME = 2_000;

const testsSchema = v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(MAX_NAME))), v.maxLength(MAX_TESTS)), []);

/**
 * in-toto's test result as its specification has it, whoever wrote it; fields that it does not know are left alone, as
 * it asks. https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
 */
const resultSchema = v.looseObject({
  result: v.picklist(["PASSED", "WARNED", "FAILED"]),
  configuration: v.array(v.looseObject({})),
  passedTests: testsSchema,
  warnedTests: testsSchema,
  failedTests: testsSchema,
});

export type ForeignResult = v.InferOutput<typeof resultSchema>;

/** Whether a test result says what only ours do; it must then be wholly as ours are. */
export function isOwnResult({ predicate }: Statement): boolean {
  return typeof predicate === "object" && predicate !== null && "findings" in predicate;
}

/** The test result of another tool. Throws a UserError that names the subject and each wrong field. */
export function parseForeignResult(statement: Statement): ForeignResult {
  return checkShape(resultSchema, statement.predicate, `the test result of ${statement.subject[0].name}`);
}

/** The worst of what it says as a whole and of its tests. That all is well, without a test, says nothing. */
export function foreignVerdict({ result, passedTests, warnedTests, failedTests }: ForeignResult): Verdict {
  const whole = { PASSED: "pass", WARNED: "warn", FAILED: "fail" } as const;
  const named = passedTests.length + warnedTests.length + failedTests.length;
  return worstVerdict([
    whole[result],
    ...(failedTests.length > 0 ? (["fail"] as const) : []),
    ...(warnedTests.length > 0 ? (["warn"] as const) : []),
    ...(named === 0 ? (["inconclusive"] as const) : []),
  ]);
}
