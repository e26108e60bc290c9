import { describe, expect, test } from "vitest";
import { problemOf, valuesOf } from "./example-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

const casesOf = (text: string) => readMetricFile(text, "junit.xml").cases ?? [];

test("tests of nested suites have ids, outcomes, seconds and slices, and come to a pass rate", () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites time="15.6">
  <testsuite name="Registration" tests="3">
    <testcase name="logs in" classname="tests.Login" time="2.5" file="login.py"/>
    <testsuite name="Inner">
      <testcase name="logs out" time="1,000.25"><failure message="a &lt; b" type="AssertionError">&amp;<![CDATA[<error/>]]></failure></testcase>
    </testsuite>
    <testcase name="crashes" classname="tests.Login" time="soon"><error/><failure/></testcase>
    <testcase name="waits" classname="tests.Login"><skipped/></testcase>
    <testcase name="is flaky" classname="tests.Login"><flakyFailure><failure/></flakyFailure></testcase>
  </testsuite>
</testsuites>`;
  const file = readMetricFile(text, "junit.xml");
  expect(file.format).toBe("junit");
  expect(file.cases?.map(({ id, passed, outcome, seconds }) => [id, passed, outcome, seconds])).toEqual([
    ["tests.Login::logs in", true, "passed", 2.5],
    ["Inner::logs out", false, "failed", 1000.25],
    ["tests.Login::crashes", null, "error", null],
    ["tests.Login::waits", null, "skipped", null],
    ["tests.Login::is flaky", true, "passed", null],
  ]);
  expect(file.cases?.[0]?.slices).toEqual(
    new Map([
      ["suite", "Registration"],
      ["class", "tests.Login"],
      ["file", "login.py"],
    ]),
  );
  // By hand: two passed of the four that were run.
  const values = { "pass-rate": 0.5, tests: 5, failed: 1, errors: 1, skipped: 1, duration: 1002.75 };
  expect(valuesOf(file)).toEqual(values);
});

test.each(['status="notrun"', 'status="disabled"', 'result="skipped" status="run"', 'result="suppressed"'])(
  "a test with %s was skipped",
  (attributes) => {
    expect(casesOf(`<testsuite><testcase name="a" ${attributes}/></testsuite>`)[0]?.outcome).toBe("skipped");
  },
);

test("a name that comes again has a number, and none is taken twice", () => {
  const text = ["a", "a", "a #2", "a", "a #2"].map((name) => `<testcase name="${name}"/>`).join("");
  expect(casesOf(`<testsuite>${text}</testsuite>`).map(({ id }) => id)).toEqual([
    "a",
    "a #2",
    "a #2 #2",
    "a #3",
    "a #2 #3",
  ]);
});

test("no tests, or skipped ones alone, are a problem and no pass", () => {
  for (const text of ["<testsuites/>", '<testsuite><testcase name="a"><skipped/></testcase></testsuite>']) {
    const [rate] = readMetricFile(text, "junit.xml").metrics;
    expect(rate).toMatchObject({
      name: "pass-rate",
      value: Number.NaN,
      problem: "has no test that was run",
      samples: 0,
    });
  }
});

describe("what is no JUnit XML is refused", () => {
  test.each([
    ["<html></html>", "m.json, line 1: <html> is the root; <testsuites> or <testsuite> is allowed"],
    ["<testsuite>\n<testcase/></testsuite>", "m.json, line 2: <testcase> has no name"],
    ["<testsuite>\n<error/></testsuite>", "m.json, line 2: <error> is a suite's own, not a test's"],
    ['<!DOCTYPE x [<!ENTITY a "b">]><testsuite/>', "a document type was given; none is allowed"],
    ['<testsuite><testcase name="a">', "<testcase> is not closed"],
    ['{"a": 1}', "m.json, line 1: no element was found"],
  ])("%s", (text, message) => {
    expect(problemOf(text, "junit")).toContain(message);
  });
});
