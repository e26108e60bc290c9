import { createStatement, predicateType, type Statement, stableDigest, UserError } from "@airworthy/evidence";
import { plainText } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import { createBehavior } from "./create-behavior.ts";
import { answer, EXAMPLE_SUITE } from "./example-suite.ts";
import type { Answer, Model } from "./model.ts";
import { parseSuite } from "./parse-suite.ts";
import { planSuite } from "./plan.ts";
import { BEHAVIOR_TYPE, type BehaviorPredicate, parseBehavior } from "./predicate.ts";
import { reportBehavior } from "./report-behavior.ts";
import { runSuite } from "./run-suite.ts";

const GOOD = answer(0.1, 0.1, 0.8);
const BAD = answer(0.8, 0.1, 0.1);

function model(say: (input: string) => Answer): Model {
  return { predict: (questions) => Promise.resolve(questions.map(({ input }) => say(input))) };
}

function version(name: string) {
  return { name, version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" as const };
}

async function run(candidate: Model, baseline: Model | null, at = new Date(0)): Promise<Statement<BehaviorPredicate>> {
  const plan = planSuite(parseSuite(EXAMPLE_SUITE, "suite.yml"));
  const tallies = await runSuite(plan, { candidate, baseline }, { batchSize: 8 });
  const predicate = createBehavior(
    plan,
    tallies,
    { alpha: 0.05, minimumEffect: 0.01 },
    {
      suiteFile: "suite.yml",
      candidate: version("new"),
      baseline: baseline && version("old"),
      references: { candidate: "new.ts", baseline: baseline && "old.ts" },
      inputs: [{ name: "suite.yml", sha256: "b".repeat(64) }],
      tool: { name: "airworthy", version: "0.0.0" },
      startedOn: at,
      finishedOn: at,
    },
  );
  return createStatement({ name: "new@1.0.0", digest: { sha256: "a".repeat(64) } }, BEHAVIOR_TYPE, predicate);
}

const allGood = model(() => GOOD);
const failsPraise = model((input) => (input.startsWith("This is") ? BAD : GOOD));

describe("evidence", () => {
  test("is read back as it was written, through JSON", async () => {
    const statement = await run(failsPraise, allGood);
    expect(parseBehavior(JSON.parse(JSON.stringify(statement)))).toEqual(statement.predicate);
  });

  test("is the same for the same suite, seed and answers, whenever it is made", async () => {
    const digest = async (at: number) => stableDigest(await run(failsPraise, allGood, new Date(at)));
    expect(await digest(0)).toBe(await digest(1e12));
  });

  test("that is not whole is a UserError that names the field", async () => {
    const statement = await run(failsPraise, allGood);
    const broken = { ...statement, predicate: { ...statement.predicate, verdict: "passed" } };
    expect(() => parseBehavior(broken)).toThrow(UserError);
    expect(() => parseBehavior(broken)).toThrow(/new@1.0.0.*\n.*verdict: "passed" was given/);
    expect(() => parseBehavior({ ...statement, predicate: { ...statement.predicate, extra: 1 } })).toThrow(
      /unknown field/,
    );
  });

  test("cannot say pass of findings that say otherwise, or of none", async () => {
    const statement = await run(failsPraise, null);
    expect(statement.predicate.verdict).toBe("fail");
    for (const findings of [statement.predicate.findings, []]) {
      const forged = { ...statement, predicate: { ...statement.predicate, verdict: "pass", findings } };
      expect(() => parseBehavior(forged)).toThrow(/must have the worst of its findings' verdicts/);
    }
  });

  test("has the type that reports find it by", () => {
    expect(BEHAVIOR_TYPE).toBe(predicateType("behavior"));
  });
});

describe("the report", () => {
  test("has a row a test with both rates, the difference in words and its interval", async () => {
    const section = reportBehavior(await run(failsPraise, allGood));
    // Six to none: p = 2 / 64, and Holm over three tests makes it 0.094.
    expect(section.rows[0]).toMatchObject({
      what: "praise, fails",
      was: "0.0 %",
      now: "100.0 %",
      change: "possible-regression",
      reason: "possible regression",
      severity: 1,
    });
    expect(plainText(section.rows[0]?.difference ?? "")).toMatch(/^▲ 100.0 pp worse \S+ 95\s%:\s\+\d/);
    expect(section.rows[1]).toMatchObject({ what: "another name, fails", change: "stable", reason: "stable" });
    expect(section).toMatchObject({
      verdict: "warn",
      facts: ["suite example, seed 7", "3 behaviour tests", "14 cases"],
    });
    expect(section.headline).toMatch(/^“praise” fails in 100.0 % of cases, was 0.0 % \(\+100.0 pp, 95 % interval/);
  });

  test("folds the worst new failures, with what was expected, said now and said before", async () => {
    const section = reportBehavior(await run(failsPraise, allGood));
    expect(section.folds.map(({ summary }) => summary)).toEqual(["5 worst of 6 new failures: praise"]);
    const [list] = section.folds[0]?.blocks ?? [];
    expect(list?.kind === "list" && list.items[0]).toEqual([
      expect.stringMatching(/^“This is an? \w+ \w+\.”$/),
      ": expected ",
      "positive",
      ", got ",
      { kind: "strong", text: "negative" },
      ", was positive",
    ]);
  });

  test("says of what both versions fail that it is known, not new", async () => {
    const section = reportBehavior(await run(failsPraise, failsPraise));
    expect(section.verdict).toBe("pass");
    expect(section.headline).toBe("3 tests, 14 cases: no regression");
    expect(section.folds.map(({ summary }) => summary)).toEqual([
      "Known, not new: praise, 100.0 % before and 100.0 % now",
    ]);
  });

  test("without a baseline has failures, no earlier value, and the limit", async () => {
    const section = reportBehavior(await run(failsPraise, null));
    expect(section.verdict).toBe("fail");
    expect(section.headline).toBe("“praise” fails in 100.0 % of cases (n = 6); at most 0.0 % is allowed");
    expect(section.rows[0]).toMatchObject({ was: null, now: "100.0 %", reason: "over the limit of 0.0 %" });
    expect(section.folds[0]?.summary).toBe("5 worst of 6 failures: praise");
  });

  test("names the cases that a model did not answer, and the verdict is error", async () => {
    const mute = model((input) => (input.includes("oven") ? { problem: "no <b>oven</b>" } : GOOD));
    const section = reportBehavior(await run(mute, allGood));
    expect(section.verdict).toBe("error");
    expect(section.headline).toMatch(
      /^“praise”: 3 of 6 cases got no usable answer: case [0-9a-f]{16}, candidate: no <b>/,
    );
    expect(section.folds[0]?.summary).toBe("No usable answer: praise");
    expect(section.rows[0]).toMatchObject({ change: "error", reason: "3 cases unanswered" });
  });

  test("shows a command to see it again, without any reference that a shell would read as more than a word", async () => {
    const statement = await run(allGood, allGood);
    expect(reportBehavior(statement).commands).toEqual([
      "npx airworthy test-behavior --suite suite.yml --candidate new.ts --baseline old.ts",
    ]);
    statement.predicate.references = { candidate: "command:x; rm -rf ~", baseline: "--help" };
    expect(reportBehavior(statement).commands).toEqual([
      "npx airworthy test-behavior --suite suite.yml --candidate CANDIDATE --baseline BASELINE",
    ]);
  });
});
