import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problemOf } from "./example-file.ts";
import { METRIC_FORMATS } from "./metric-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

describe("a format is told from the content, whatever the file's name", () => {
  test.each([
    ["dvc", '{"a": 1}'],
    ["dvc", "a: 1\n"],
    ["dvc", '{"data": {"metrics": {"a": 1}}}'],
    ["dvc", '{"a": {"b": {"value": 1, "unit": 2}}}'],
    ["dvc", '{"results": {"a": 1}}'],
    ["mlflow", '{"info": {"run_id": "x"}, "data": {"metrics": {"a": 1}}}'],
    ["mlflow", "info:\n  run_id: x\ndata:\n  metrics:\n    a: 1\n"],
    ["promptfoo", '{"results": {"results": []}}'],
    ["ctrf", '{"results": {"tests": [], "summary": {"tests": 0}}}'],
    ["junit", " \n<testsuite/>"],
    ["junit", "\ufeff<testsuite/>"],
    ["github-action-benchmark", '[{"name": "a", "unit": "ms", "value": 1}]'],
    ["bencher", '{"a": {"b": {"value": 1}}}'],
  ])("%s: %s", (format, text) => {
    expect(readMetricFile(text, "results").format).toBe(format);
  });
});

test("what fits no format, or several, is refused with what was looked for", () => {
  for (const text of ["[1, 2]", "3", '"a"', "just text"]) {
    const problem = problemOf(text, undefined, "m");
    expect(problem).toMatch(/^m is .* in no format that is known\. Looked for: XML \(junit\); /);
    for (const format of METRIC_FORMATS) expect(problem).toContain(`(${format})`);
  }
  const both = '{"results": {"results": [], "tests": [], "summary": {}}}';
  expect(problemOf(both)).toMatch(/^m\.json may be in several formats: .*\(promptfoo\); .*\(ctrf\)$/);
  expect(problemOf(both, "promptfoo")).toBe("accepted");
});

test("an empty file is no pass", () => {
  for (const text of ["", " \n\t", "\ufeff"]) {
    expect(problemOf(text)).toBe("m.json is empty; metrics were expected");
    expect(problemOf(text, "junit")).toBe("m.json is empty; metrics were expected");
  }
});

test("a file that is too large to be what it says is refused before it is read", () => {
  expect(problemOf(" ".repeat(100 * 1024 * 1024 + 1))).toMatch(/^m\.json has 104857601 characters; at most 104857600/);
  expect(problemOf(`a: "${"x".repeat(4 * 1024 * 1024)}"`, undefined, "m.yaml")).toMatch(/at most 4194304 are allowed/);
});

test("the name decides whether a brace opens JSON or YAML", () => {
  expect(problemOf("{a: 1}", undefined, "m.yml")).toBe("accepted");
  expect(problemOf("{a: 1}", undefined, "m")).toContain("a key in quotes was expected");
  expect(problemOf("a: 1", undefined, "m.JSON")).toContain("m.JSON, line 1: a value was expected");
});

test("no content causes anything but metrics or a UserError, in any format", () => {
  const leaf = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.double(), fc.constantFrom("0.5", "NaN"));
  const keys = fc.constantFrom(
    "results",
    "tests",
    "summary",
    "data",
    "info",
    "run_id",
    "metrics",
    "value",
    "name",
    "__proto__",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      leaf,
      fc.dictionary(fc.oneof(keys, fc.string()), tie("tree"), { maxKeys: 4 }),
      fc.array(tie("tree"), { maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.constantFrom(undefined, ...METRIC_FORMATS), (value, format) => {
      expect(problemOf(JSON.stringify(value) ?? "", format)).not.toContain("a bug");
    }),
    { numRuns: 500 },
  );
});
