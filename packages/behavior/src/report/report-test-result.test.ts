import { createStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { BEHAVIOR_TYPE } from "../evidence/predicate.ts";
import { reportTestResult } from "./report-test-result.ts";

const SUBJECT = { name: "m@1.0.0", digest: { sha256: "a".repeat(64) } };

const report = (predicate: unknown) => reportTestResult(createStatement(SUBJECT, BEHAVIOR_TYPE, predicate));

test("another tool's test result is told by in-toto's own fields", () => {
  const section = report({
    result: "FAILED",
    configuration: [{ name: "ci.yml" }],
    passedTests: ["a", "b"],
    failedTests: ["c"],
    url: "https://ci.example.test/1",
  });
  expect(section).toMatchObject({
    verdict: "fail",
    headline: "1 of 3 tests failed",
    rows: [{ now: "failed", verdict: "fail" }],
    folds: [{ summary: "1 test of another tool failed", blocks: [{ items: ["c"] }] }],
  });
});

test("it is never better than its tests, nor passes without one", () => {
  const verdict = (predicate: object) => report({ configuration: [], ...predicate }).verdict;
  expect(verdict({ result: "PASSED", passedTests: ["a"] })).toBe("pass");
  expect(verdict({ result: "PASSED", passedTests: ["a"], warnedTests: ["b"] })).toBe("warn");
  expect(verdict({ result: "PASSED", passedTests: ["a"], failedTests: ["b"] })).toBe("fail");
  expect(verdict({ result: "FAILED", passedTests: ["a"] })).toBe("fail");
  expect(verdict({ result: "PASSED" })).toBe("inconclusive");
});

test("what is no test result is refused, and so is one that only seems to be ours", () => {
  expect(() => report({ result: "OK", configuration: [] })).toThrow(/the test result of m@1.0.0 is not valid/);
  expect(() => report({ result: "PASSED" })).toThrow(/configuration: missing/);
  expect(() => report(null)).toThrow(/is not valid/);
  expect(() => report({ result: "PASSED", configuration: [], passedTests: ["a"], findings: [] })).toThrow(
    /the behaviour of m@1.0.0 is not valid/,
  );
});
