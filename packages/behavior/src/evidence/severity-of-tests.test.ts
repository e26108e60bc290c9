import { expect, test } from "vitest";
import { toJunit } from "../report/junit.ts";
import { reportBehavior } from "../report/report-behavior.ts";
import { plan, plannedTest } from "../run/example-plan.ts";
import { NO_FILES, planText, WHOLE } from "../suite/example-suite.ts";
import { planCodeSuite } from "../suite/plan-suite.ts";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE, statementOf } from "./example-evidence.ts";
import { mergeBehavior } from "./merge-behavior.ts";
import { parseBehavior } from "./predicate.ts";

const SUITE = `
name: s
classes: [good, bad]
tests:
  - id: one
    kind: mft
    expect: good
    severity: high
    examples: [a]
  - id: two
    kind: mft
    expect: good
    examples: [b]
`;

const cases = [{ id: "c", inputs: ["A x"] }];
const severe = plan(
  plannedTest({ id: "secret", title: "secret", severity: "critical" }, cases),
  plannedTest({ id: "tone" }, cases),
);
const models = { candidate: FAILS_PRAISE, baseline: ALL_GOOD };

test("a suite's file says how severe a test is, or leaves it out", async () => {
  const { tests } = await planText(SUITE);
  expect(tests.map(({ head }) => ["severity" in head, head.severity])).toEqual([
    [true, "high"],
    [false, undefined],
  ]);
});

test("a wrong severity is refused with its line and the nearest word that is allowed", async () => {
  await expect(async () => planText(SUITE.replace("high", "hihg"))).rejects.toThrow(
    /line 8, tests\.0\.severity: "hihg" was given; it must be one of critical, high, medium, low; did you mean high\?/,
  );
});

test("a suite in code says it as well", async () => {
  const code = { id: "one", kind: "mft", severity: "low", cases: ["a"], single: () => true };
  const planOf = (test: unknown) => planCodeSuite({ name: "s", tests: [test] }, "suite.ts", NO_FILES, WHOLE);
  expect((await planOf(code)).tests[0]?.head.severity).toBe("low");
  await expect(planOf({ ...code, severity: "lwo" })).rejects.toThrow("did you mean low?");
});

test("evidence carries it, and that of a test without one is as it was before there were severities", async () => {
  const predicate = await behaviorOf(models, { plan: severe });
  const [secret, tone] = predicate.findings;
  expect(secret?.severity).toBe("critical");
  expect(tone && "severity" in tone).toBe(false);
  expect(parseBehavior(statementOf(predicate))).toEqual(predicate);
});

test("evidence with a severity that is none is refused", async () => {
  const predicate = await behaviorOf(models, { plan: severe });
  const text = JSON.stringify(statementOf(predicate)).replace('"severity":"critical"', '"severity":"grave"');
  expect(() => parseBehavior(JSON.parse(text))).toThrow('"grave" was given');
});

test("shards keep it, and merge into the evidence of a whole run", async () => {
  const shards = [1, 2].map((index) => behaviorOf(models, { plan: severe, shard: { index, of: 2 } }));
  const { usage: _, ...merged } = mergeBehavior(await Promise.all(shards));
  const { usage: __, ...whole } = await behaviorOf(models, { plan: severe });
  expect(merged).toEqual(whole);
});

test("headlines, rows and JUnit name it after the test", async () => {
  const predicate = await behaviorOf(models, { plan: severe });
  expect(predicate.findings[0]?.headline).toMatch(/^“secret” \(critical\) fails in 100\.0 %/);
  const { rows } = reportBehavior(statementOf(predicate));
  expect(rows.map(({ what }) => what)).toEqual(["secret (critical), fails", "tone, fails"]);
  const junit = toJunit(predicate);
  expect(junit).toContain('<property name="severity" value="critical"/>');
  expect(junit.split('name="severity"')).toHaveLength(2);
});
