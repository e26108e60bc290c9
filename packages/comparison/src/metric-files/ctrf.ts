import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import { CaseIds } from "./case-ids.ts";
import { caseMetrics } from "./case-metrics.ts";
import type { DataFormat } from "./format.ts";
import type { CaseResult, Outcome } from "./metric-file.ts";
import { isObject, valueAt } from "./plain-object.ts";

/** `other` is a test that was run and neither passed nor failed. */
const OUTCOMES = {
  passed: "passed",
  failed: "failed",
  skipped: "skipped",
  pending: "skipped",
  other: "error",
} as const satisfies Record<string, Outcome>;

const testSchema = v.object({
  testId: v.nullish(v.string()),
  name: v.string(),
  status: v.picklist(["passed", "failed", "skipped", "pending", "other"]),
  duration: v.nullish(v.pipe(v.number(), v.minValue(0))),
  /** A text before the first version of the standard. */
  suite: v.nullish(
    v.union([
      v.array(v.string()),
      v.pipe(
        v.string(),
        v.transform((suite) => [suite]),
      ),
    ]),
  ),
  filePath: v.nullish(v.string()),
  tags: v.nullish(v.array(v.string())),
});

const reportSchema = v.object({
  results: v.object({
    summary: v.object({ tests: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
    tests: v.array(testSchema),
  }),
});

type Report = v.InferOutput<typeof reportSchema>;
type Test = v.InferOutput<typeof testSchema>;

/**
 * Common Test Report Format (https://ctrf.io). A test's id is its `testId`, else its suites (or file) and name: the older
 * `id` may differ in each run. Where the summary counts other tests than are listed, the rates and counts have a problem.
 */
export const CTRF: DataFormat = {
  format: "ctrf",
  mark: '"results" with "tests" and "summary" (ctrf)',
  fits: (value) => Array.isArray(valueAt(value, "results", "tests")) && isObject(valueAt(value, "results", "summary")),
  read(value, file) {
    const { summary, tests } = checkShape<Report>(reportSchema, value, file).results;
    const ids = new CaseIds(file);
    const cases = tests.map((test) => readTest(test, ids));
    const isWhole = summary.tests === cases.length;
    const problem = isWhole
      ? null
      : `is unknown: the summary counts ${summary.tests} tests, ${cases.length} are listed`;
    return { format: "ctrf", metrics: caseMetrics(cases, problem), cases, passedOver: [], notes: [] };
  },
};

function readTest({ testId, name, status, duration, suite, filePath, tags }: Test, ids: CaseIds): CaseResult {
  const outcome = OUTCOMES[status];
  const groups = suite && suite.length > 0 ? suite : [filePath].filter((path) => typeof path === "string");
  const slices = new Map<string, string>();
  if (suite && suite.length > 0) slices.set("suite", suite.join(" > "));
  if (filePath) slices.set("file", filePath);
  if (tags && tags.length > 0) slices.set("tags", tags.toSorted().join(", "));
  return {
    id: ids.of(testId || [...groups, name].join("::")),
    passed: outcome === "passed" || outcome === "failed" ? outcome === "passed" : null,
    outcome,
    seconds: typeof duration === "number" ? duration / 1_000 : null,
    numbers: new Map(),
    slices,
  };
}
