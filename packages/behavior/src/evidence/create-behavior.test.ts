import { stableDigest, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { BAD, GOOD, model, plan, plannedTest } from "../run/example-plan.ts";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE, statementOf } from "./example-evidence.ts";
import type { BehaviorFinding } from "./finding-schema.ts";
import { parseBehavior } from "./predicate.ts";

const regressed = () => behaviorOf({ candidate: FAILS_PRAISE, baseline: ALL_GOOD });

describe("evidence", () => {
  test("is read back as it was written, through JSON", async () => {
    const predicate = await regressed();
    expect(parseBehavior(JSON.parse(JSON.stringify(statementOf(predicate))))).toEqual(predicate);
  });

  test("is the same for the same cases, seed and answers, whenever it is made and however long it took", async () => {
    const digest = async (at: number, milliseconds: number) => {
      const candidate = model((input) => ({ ...(input.startsWith("A ") ? BAD : GOOD), usage: { milliseconds } }));
      return stableDigest(statementOf(await behaviorOf({ candidate, baseline: ALL_GOOD }, { at })));
    };
    expect(await digest(0, 1)).toBe(await digest(1e12, 500));
  });

  test("has the fields of in-toto's test result, whose failed tests are all that do not pass or warn", async () => {
    const cases = [{ id: "c", inputs: ["A x"] }];
    const tests = plan(
      plannedTest({ id: "fails" }, cases),
      plannedTest({ id: "passes" }, [{ id: "c", inputs: ["x"] }]),
      plannedTest({ id: "unknown", minimumCases: 2 }, cases),
    );
    const predicate = await behaviorOf({ candidate: FAILS_PRAISE, baseline: null }, { plan: tests });
    expect(predicate).toMatchObject({
      result: "FAILED",
      configuration: [{ name: "suite.yml", digest: { sha256: "b".repeat(64) } }],
      passedTests: ["passes"],
      warnedTests: [],
      failedTests: ["fails", "unknown"],
    });
    // Six to none: p = 2 / 64, and Holm over two tests makes it 0.0625.
    expect(await regressed()).toMatchObject({ result: "WARNED", warnedTests: ["praise"], passedTests: ["names"] });
  });

  test("has a finding for each slice after its test's, with ids that tell any two apart", async () => {
    const sliced = plannedTest({ id: "t", title: "reviews", slices: ["a", "a=b"] }, [
      { id: "1", inputs: ["x"], slices: { a: "b=c", "a=b": "c" } },
      { id: "2", inputs: ["A x"], slices: { a: "d", "a=b": "c" } },
    ]);
    const { findings } = await behaviorOf({ candidate: FAILS_PRAISE, baseline: null }, { plan: plan(sliced) });
    expect(findings.map(({ id }) => id)).toEqual(["t", "t[a=b=c]", "t[a=d]", "t[a\\=b=c]"]);
    expect(findings.map(({ verdict, cases }) => `${verdict} ${cases}`)).toEqual([
      "fail 2",
      "pass 1",
      "fail 1",
      "fail 2",
    ]);
    expect(findings[2]?.headline).toBe("“reviews · d” fails in 100.0 % of cases (n = 1); at most 0.0 % is allowed");
  });

  test("sums up capabilities, whose p is not adjusted", async () => {
    const { capabilities } = await regressed();
    expect(capabilities.map(({ name, verdict, tests }) => `${name} ${verdict} ${tests}`)).toEqual([
      "vocabulary warn 1",
      "fairness pass 1",
    ]);
    expect(capabilities[0]).toMatchObject({
      candidate: { failed: 6, judged: 6 },
      baseline: { failed: 0, judged: 6 },
      comparison: { newFailures: 6, p: 0.03125 },
    });
  });

  test("of a model that says the same of everything names the class", async () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ inputs: [`${at} a`, `${at} b`] }));
    const invariant = plan(plannedTest({ id: "t", kind: "inv" }, many));
    const predicate = await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { plan: invariant });
    expect(predicate.nearConstant).toEqual({ class: "positive", count: 20, of: 20 });
    expect(predicate).toMatchObject({ verdict: "warn", reasonCode: "near-constant-model" });
  });
});

test("evidence of a test that asks each case a thousand times is read back", async () => {
  const often = plan(plannedTest({ id: "t", repeat: { times: 1_000, passes: 1 } }, [{ inputs: ["x"] }]));
  const predicate = await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { plan: often });
  expect(parseBehavior(statementOf(predicate)).findings[0]?.passes?.[1_000]).toBe(1);
});

describe("evidence that is not whole", () => {
  const forged = async (changes: object) =>
    JSON.parse(
      JSON.stringify({ ...statementOf(await regressed()), predicate: { ...(await regressed()), ...changes } }),
    );

  test("is a UserError that names the field", async () => {
    const broken = await forged({ verdict: "passed" });
    expect(() => parseBehavior(broken)).toThrow(UserError);
    expect(() => parseBehavior(broken)).toThrow(/new@1.0.0.*\n.*verdict: "passed" was given/);
    const extra = await forged({ extra: 1 });
    expect(() => parseBehavior(extra)).toThrow(/unknown field/);
  });

  test("cannot say pass of findings that say otherwise, or of none", async () => {
    for (const changes of [{ verdict: "pass" }, { verdict: "pass", findings: [] }]) {
      const broken = await forged(changes);
      expect(() => parseBehavior(broken)).toThrow(/must have the worst of its findings' verdicts/);
    }
  });

  test.each<[string, (finding: BehaviorFinding) => void, RegExp]>([
    ["a rate that is not that of its counts", ({ candidate }) => Object.assign(candidate, { failed: 5 }), /add up/],
    ["counts of other cases", ({ candidate }) => Object.assign(candidate, { filtered: 9 }), /add up/],
    ["a smaller difference", ({ comparison }) => Object.assign(comparison ?? {}, { difference: 0 }), /add up/],
    ["a failure counted as known", ({ comparison }) => Object.assign(comparison ?? {}, { newFailures: 0 }), /add up/],
    ["a p that is adjusted downwards", ({ comparison }) => Object.assign(comparison ?? {}, { p: 1 }), /add up/],
    ["no baseline", (finding) => Object.assign(finding, { baseline: null, comparison: null }), /must have/],
    ["another test's id", (finding) => Object.assign(finding, { id: "names" }), /no two of one id/],
    ["new failures over its limit", ({ limits }) => Object.assign(limits, { maxNewFailures: 5 }), /pass or warn/],
    ["a failure rate over its limit", ({ limits }) => Object.assign(limits, { maxFailureRate: 0.5 }), /pass or warn/],
    ["too few cases", ({ limits }) => Object.assign(limits, { minimumCases: 7 }), /pass or warn/],
  ])("cannot have a finding with %s", async (_, change, message) => {
    const predicate = await regressed();
    const [finding] = predicate.findings;
    if (finding === undefined) throw new Error("no finding");
    change(finding);
    expect(() => parseBehavior(statementOf(predicate))).toThrow(message);
  });

  test("cannot pass with a case that has no answer", async () => {
    const candidate = model((input) => (input.startsWith("A good") ? { problem: "gone" } : GOOD));
    const predicate = await behaviorOf({ candidate, baseline: null });
    const [finding] = predicate.findings;
    if (finding === undefined) throw new Error("no finding");
    Object.assign(finding, { verdict: "pass" });
    expect(() => parseBehavior(statementOf(predicate))).toThrow(/pass or warn/);
  });

  test("cannot say in in-toto's fields what its findings do not", async () => {
    for (const changes of [
      { result: "PASSED" },
      { passedTests: ["praise", "names"], warnedTests: [] },
      { failedTests: ["another"] },
    ]) {
      const broken = await forged(changes);
      expect(() => parseBehavior(broken)).toThrow(/must have a result and lists of tests/);
    }
  });
});
