import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { CaseSource } from "../cases/case.ts";
import { type CodeCases, codeDrafts } from "../cases/from-code.ts";
import { listSchema } from "../cases/text-schema.ts";
import type { Expectation } from "../expectations/expectation.ts";
import {
  functionExpectation,
  type GivenCase,
  type GivenExample,
  type GivenResult,
  pairwiseExpectation,
  singleExpectation,
} from "../expectations/functions.ts";
import type { Prediction } from "../model.ts";
import { headEntries, headOf } from "./head.ts";
import { type PlannedTest, TEST_KINDS } from "./plan.ts";
import type { TestContext } from "./plan-test.ts";
import { suiteEntries } from "./suite.ts";

const MAX_TESTS = 500;

const functionSchema = <Fn>() => v.custom<Fn>((value) => typeof value === "function", "must be a function");

const casesSchema = v.custom<CodeCases>(
  (value) => Array.isArray(value) || typeof value === "function",
  "must be a list of cases, or a function that makes them",
);

/** The three ways in which code judges, of which a test has one. */
const judgeEntries = {
  judge: v.exactOptional(
    functionSchema<(given: GivenCase) => readonly GivenResult[] | Promise<readonly GivenResult[]>>(),
  ),
  single: v.exactOptional(functionSchema<(given: GivenExample) => GivenResult>()),
  pairwise: v.exactOptional(functionSchema<(original: Prediction, answer: Prediction) => GivenResult>()),
};

/** What only a test in code has. */
const CODE_FIELDS = ["cases", ...Object.keys(judgeEntries)];

const codeTestSchema = v.pipe(
  v.strictObject({
    ...headEntries,
    kind: v.picklist(TEST_KINDS),
    cases: casesSchema,
    ...judgeEntries,
    words: v.exactOptional(v.pipe(v.string(), v.maxLength(300))),
  }),
  v.check(
    ({ judge, single, pairwise }) => [judge, single, pairwise].filter((given) => given !== undefined).length === 1,
    "must have one of judge, single and pairwise",
  ),
);

const anyTestSchema = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null,
  "must be a test",
);

const codeSuiteSchema = v.strictObject({ ...suiteEntries, tests: listSchema(anyTestSchema, MAX_TESTS) });

/** A suite as a module's default export has it. */
export type CodeSuite = v.InferOutput<typeof codeSuiteSchema>;

/** Checks what a module exports. Throws a UserError that names `where` and the field. */
export function readCodeSuite(exported: unknown, where: string): CodeSuite {
  if (typeof exported === "object" && exported !== null) return checkShape(codeSuiteSchema, exported, where);
  throw new UserError(`${where} exports no suite; an object with name and tests as its default export was expected`);
}

export function isCodeTest(test: Readonly<Record<string, unknown>>): boolean {
  return CODE_FIELDS.some((field) => Object.hasOwn(test, field));
}

/** A test whose cases and judgement are code. Throws a UserError that names `where` and the field. */
export function planCodeTest(given: unknown, where: string, context: TestContext): PlannedTest {
  const test = checkShape(codeTestSchema, given, where);
  const cases: CaseSource = codeDrafts(test.cases, where);
  const count = Array.isArray(test.cases) ? test.cases.length : null;
  return { head: headOf(test, context), expectation: expectationOf(test), cases, expectedCases: count };
}

function expectationOf({ judge, single, pairwise, words }: v.InferOutput<typeof codeTestSchema>): Expectation {
  const options = words === undefined ? {} : { words };
  if (single !== undefined) return singleExpectation(single, options);
  if (pairwise !== undefined) return pairwiseExpectation(pairwise, options);
  return functionExpectation(judge ?? (() => []), options);
}
