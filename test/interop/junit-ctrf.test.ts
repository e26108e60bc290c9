import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type BehaviorPredicate, toCtrf, toJunit } from "@airworthy/behavior";
import { calculateSummary, merge, parse, validate } from "ctrf";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import { npmVersion, pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";
import { HOSTILE, sampleRun } from "./reports/sample-run.ts";

const PACKAGES = ["junitparser==5.0.3"];

const totals = v.tuple([v.number(), v.number(), v.number(), v.number()]);
const nullableText = v.nullable(v.string());
const properties = v.record(v.string(), v.string());
const junitSchema = v.strictObject({
  stated: totals,
  counted: totals,
  suites: v.array(
    v.strictObject({
      name: v.string(),
      totals,
      properties,
      cases: v.array(
        v.strictObject({
          classname: v.string(),
          name: v.string(),
          line: nullableText,
          results: v.array(
            v.strictObject({ kind: v.string(), message: nullableText, type: nullableText, text: nullableText }),
          ),
          systemOut: nullableText,
          properties,
        }),
      ),
    }),
  ),
});

let behavior: BehaviorPredicate;

beforeAll(async () => {
  behavior = await sampleRun();
});

test("the sample has a finding of every verdict", () => {
  const verdicts = new Set(behavior.findings.map(({ verdict }) => verdict));
  expect([...verdicts].toSorted()).toEqual(["error", "fail", "inconclusive", "pass", "warn"]);
});

describe("JUnit XML, as junitparser reads it", () => {
  let read: v.InferOutput<typeof junitSchema>;

  beforeAll(async () => {
    const child = spawn(await pythonWith(PACKAGES), [join(import.meta.dirname, "reports", "read_junit.py")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(toJunit(behavior));
    read = v.parse(junitSchema, JSON.parse(await text(child.stdout)));
  });

  test("states the totals that its cases add up to", () => {
    const count = (verdict: string) => behavior.findings.filter((finding) => finding.verdict === verdict).length;
    const expected = [behavior.findings.length, count("fail"), count("error"), count("inconclusive")];
    expect(read.stated).toEqual(expected);
    expect(read.counted).toEqual(expected);
    expect(read.suites.map((suite) => suite.totals)).toEqual([expected]);
  });

  test("has a case for each finding, with a result for what did not pass", async () => {
    const kinds = { pass: [], warn: [], inconclusive: ["skipped"], fail: ["failure"], error: ["error"] };
    const cases = read.suites[0]?.cases ?? [];
    expect(cases.map(({ results }) => results.map(({ kind }) => kind))).toEqual(
      behavior.findings.map(({ verdict }) => kinds[verdict]),
    );
    expect(cases.map(({ properties: { id, verdict, failed, judged } }) => [id, verdict, failed, judged])).toEqual(
      behavior.findings.map((f) => [f.id, f.verdict, String(f.candidate.failed), String(f.candidate.judged)]),
    );
    conforms({
      area: "Behaviour tests",
      claim: "JUnit XML of a run: cases, results, totals and hostile words",
      peer: "junitparser",
      version: await pythonVersion(await pythonWith(PACKAGES), "junitparser"),
      cases: cases.length,
    });
  });

  test("gives back titles and the model's own words, but for what XML cannot hold", () => {
    const cases = read.suites[0]?.cases ?? [];
    expect(cases.map(({ name }) => name)).toContain(`title & "quotes" <i> 😀`);
    const error = cases.flatMap(({ results }) => results).find(({ kind }) => kind === "error");
    expect(error?.text).toContain(HOSTILE.replaceAll(/[\u0000\u001b\uffff]/g, "\ufffd"));
    expect(read.suites[0]?.properties).toMatchObject({ seed: "5", candidate: `sha256:${"a".repeat(64)}` });
  });
});

describe("CTRF, as the standard's own library reads it", () => {
  test("is valid against the published schema, and says what the findings say", async () => {
    const report = parse(toCtrf(behavior));
    expect(validate(report)).toEqual({ valid: true, errors: [] });
    const statuses = { pass: "passed", warn: "passed", inconclusive: "other", fail: "failed", error: "failed" };
    expect(report.results.tests.map(({ status }) => status)).toEqual(
      behavior.findings.map(({ verdict }) => statuses[verdict]),
    );
    expect(report.results.tests.find(({ rawStatus }) => rawStatus === "error")?.trace).toContain(HOSTILE);
    conforms({
      area: "Behaviour tests",
      claim: "CTRF of a run is valid by the published schema, test by test",
      peer: "ctrf",
      version: await npmVersion("ctrf"),
      cases: report.results.tests.length,
    });
  });

  test("has the summary that the library counts, and merges with another report", () => {
    const report = parse(toCtrf(behavior));
    const { tests, passed, failed, skipped, pending, other } = report.results.summary;
    expect(calculateSummary(report.results.tests)).toMatchObject({ tests, passed, failed, skipped, pending, other });
    const merged = merge([report, report]);
    expect(validate(merged)).toEqual({ valid: true, errors: [] });
    expect(merged.results.summary).toMatchObject({ tests: 2 * tests, failed: 2 * failed, other: 2 * other });
  });
});
