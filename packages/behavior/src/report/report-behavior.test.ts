import { plainText, type ReportSection } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE, type Run, statementOf } from "../evidence/example-evidence.ts";
import type { Model } from "../model.ts";
import { BAD, examplePlan, GOOD, model, plan, plannedTest } from "../run/example-plan.ts";
import { reportBehavior } from "./report-behavior.ts";

async function report(candidate: Model, baseline: Model | null, run: Run = {}) {
  return reportBehavior(statementOf(await behaviorOf({ candidate, baseline }, run)));
}

function headings({ folds }: ReportSection): string[] {
  return folds
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === "heading" ? [plainText(block.text)] : []));
}

describe("rows", () => {
  test("a test has one with both rates, the difference in words and its interval", async () => {
    const section = await report(FAILS_PRAISE, ALL_GOOD);
    // Six to none: p = 2 / 64, and Holm over two tests makes it 0.0625.
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
      facts: ["suite example, seed 7", "2 behaviour tests", "7 cases", "computed by a runtime 1.0"],
    });
    expect(section.headline).toMatch(/^“praise” fails in 100.0 % of cases, was 0.0 % \(\+100.0 pp, 95 % interval/);
  });

  test("a regression that rests on one of two templates says that others alike may differ", async () => {
    // Ten of twenty newly fail, all of one template: p = 2 / 2^10, but 0.5 - 1.96 * 0.5 is below 0.
    const cases = (kind: string, cluster: string) =>
      Array.from({ length: 10 }, (_, at) => ({ inputs: [`${kind} ${at}`], cluster }));
    const candidate = model((input) => (input.startsWith("bad") ? BAD : GOOD));
    const reasonOf = async (clusters: readonly [string, string]) => {
      const all = [...cases("bad", clusters[0]), ...cases("fine", clusters[1])];
      const { rows } = await report(candidate, ALL_GOOD, { plan: plan(plannedTest({ id: "t" }, all)) });
      return rows[0]?.reason;
    };
    expect(await reasonOf(["one", "other"])).toBe("regression, perhaps in these cases only");
    expect(await reasonOf(["one", "one"])).toBe("regression");
  });

  test("without a baseline they hold the rate against its limit", async () => {
    const section = await report(FAILS_PRAISE, null);
    expect(section.verdict).toBe("fail");
    expect(section.headline).toBe("“praise” fails in 100.0 % of cases (n = 6); at most 0.0 % is allowed");
    expect(section.rows[0]).toMatchObject({ was: null, now: "100.0 %", reason: "over the limit of 0.0 %" });
    expect(section.folds.map(({ summary }) => summary)).toEqual(["2 capabilities", "6 failures in 1 test"]);
  });

  test("a slice has its own, named by its value", async () => {
    const cases = ["x", "A y"].map((text, at) => ({ inputs: [text], slices: { site: `site ${at}` } }));
    const sliced = plan(plannedTest({ id: "t", title: "reviews", slices: ["site"] }, cases));
    const section = await report(FAILS_PRAISE, null, { plan: sliced });
    expect(section.rows.map(({ what, now }) => `${plainText(what)} ${now}`)).toEqual([
      "reviews, fails 50.0 %",
      "reviews · site 0, fails 0.0 %",
      "reviews · site 1, fails 100.0 %",
    ]);
    expect(section.folds.map(({ summary }) => summary)).toEqual(["1 failure in 1 test"]);
  });

  test("rates are those of the cases that both models were judged on, and failures of others are not called new", async () => {
    const candidate = model((input) => (input.startsWith("A ") ? BAD : GOOD));
    const baseline = model((input) => (input.endsWith("phone.") ? { unsupported: "no phones" } : GOOD));
    const section = await report(candidate, baseline);
    expect(section.rows[0]).toMatchObject({ was: "0.0 %", now: "100.0 %" });
    expect(headings(section)).toEqual([
      "praise: 3 cases of the baseline",
      "praise: 5 worst of 3 new failures and 3 not compared",
    ]);
    expect(section.folds.at(-1)?.summary).toBe("3 new failures and 3 not compared in 1 test");
    // Nobody knows whether the failures of the other three are new.
    expect(section.examples?.total).toBe(3);
    expect(section.examples?.worst).toHaveLength(3);
    const never = await report(
      ALL_GOOD,
      model(() => ({ unsupported: "nothing" })),
    );
    expect(never.rows[0]).toMatchObject({ was: null, now: "0.0 %", reason: "no case could be compared" });
  });

  test("the budgets of a test are told beside what was found", async () => {
    const limited = plan(
      plannedTest({ id: "t", maxNewFailures: 1 }, [{ inputs: ["A x"] }, { inputs: ["A y"] }]),
      plannedTest({ id: "u", minimumCases: 5 }, [{ inputs: ["x"] }]),
    );
    const section = await report(FAILS_PRAISE, ALL_GOOD, { plan: limited });
    expect(section.rows.map(({ reason }) => reason)).toEqual([
      "2 new failures, 1 allowed",
      "fewer than 5 cases judged",
    ]);
  });

  test("a shard has one for all, which says to merge", async () => {
    const section = await report(FAILS_PRAISE, ALL_GOOD, { shard: { index: 1, of: 2 } });
    expect(section.rows).toMatchObject([
      { what: "shard 1 of 2", verdict: "inconclusive", reason: "merge all shards for a verdict" },
    ]);
    expect(section).toMatchObject({ folds: [], commands: [] });
    expect([section.examples, section.metrics]).toEqual([undefined, undefined]);
  });
});

describe("folds", () => {
  test("hold the worst new failures, with what was expected, said now and said before", async () => {
    const section = await report(FAILS_PRAISE, ALL_GOOD);
    const fold = section.folds.find(({ summary }) => summary === "6 new failures in 1 test");
    const [heading, list] = fold?.blocks ?? [];
    expect(heading).toEqual({ kind: "heading", level: 4, text: "praise: 5 worst of 6 new failures" });
    expect(list?.kind === "list" && list.items[0]).toEqual([
      "“A fine oven.”",
      ": expected ",
      "positive",
      ", got ",
      { kind: "strong", text: "negative" },
      ", was positive",
    ]);
  });

  test("show what a case was changed from and to", async () => {
    const candidate = model((input) => (input.startsWith("Bo") ? BAD : GOOD));
    const section = await report(candidate, ALL_GOOD);
    const [, list] = section.folds.at(-1)?.blocks ?? [];
    expect(list?.kind === "list" && plainText(list.items[0] ?? "")).toBe(
      "“Ann likes it.” → “Bo likes it.”: expected positive, as before, got negative 0.90, was positive 0.80",
    );
  });

  test("keep failures that the baseline shares apart as known", async () => {
    const section = await report(FAILS_PRAISE, FAILS_PRAISE);
    expect(section.verdict).toBe("pass");
    expect(section.folds.at(-1)?.summary).toBe("Known, not new: 1 test");
    expect(headings(section)).toEqual(["praise: 100.0 % before and 100.0 % now"]);
    expect(section.examples).toEqual({ total: 0, worst: [] });
  });

  test("put capabilities side by side", async () => {
    const section = await report(FAILS_PRAISE, ALL_GOOD);
    const [fold] = section.folds;
    expect(fold?.summary).toBe("2 capabilities");
    const [table] = fold?.blocks ?? [];
    const rows = table?.kind === "table" ? table.rows.map((row) => row.map((cell) => plainText(cell))) : [];
    expect(rows.map(([name, tests, was, now, , p, worst]) => [name, tests, was, now, p, worst])).toEqual([
      ["vocabulary", "1", "0.0 %", "100.0 %", "0.031", "warn"],
      ["fairness", "1", "0.0 %", "0.0 %", "1.000", "pass"],
    ]);
  });
});

describe("what a reader must know of a model", () => {
  test("the cases that it did not answer, and the verdict is error", async () => {
    const mute = model((input) => (input.includes("oven") ? { problem: "no <b>oven</b>" } : GOOD));
    const section = await report(mute, ALL_GOOD);
    expect(section.verdict).toBe("error");
    expect(section.headline).toBe(
      "“praise”: 3 of 6 cases got no usable answer: case A fine oven., candidate: no <b>oven</b>",
    );
    expect(section.folds.map(({ summary }) => summary)).toContain("No usable answer in 1 test");
    expect(headings(section)[0]).toBe("praise: 3 cases of the candidate");
    expect(section.rows[0]).toMatchObject({ change: "error", reason: "3 cases unanswered" });
  });

  test("the cases that it was not made for, apart from errors", async () => {
    const partial = model((input) => (input.includes("oven") ? { unsupported: "no ovens" } : GOOD));
    const section = await report(partial, ALL_GOOD);
    expect(section).toMatchObject({ verdict: "warn" });
    expect(section.headline).toMatch(/; 3 cases no longer supported$/);
    expect(section.rows[0]).toMatchObject({ change: "possible-regression", reason: "3 cases no longer supported" });
    expect(section.facts).toContain("3 cases the candidate was not made for");
    expect(section.folds.map(({ summary }) => summary)).toContain("Unsupported, no mistakes, in 1 test");
  });

  test("that it says the same of nearly everything, or one thing now and another then", async () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ inputs: [`${at} a`, `${at} b`] }));
    const constant = await report(ALL_GOOD, null, { plan: plan(plannedTest({ id: "t", kind: "inv" }, many)) });
    expect(constant.facts).toContain("“positive” is said of 100.0 % of all originals");
    expect(constant.rows[0]).toMatchObject({ reason: "means little: the model says the same of nearly everything" });
    const repeat = { times: 4, passes: 1 };
    const moody = model((input, question) => (input === "A x" && question.repeat > 0 ? BAD : GOOD));
    const twice = plan(plannedTest({ id: "t", repeat }, [{ inputs: ["A x"] }, { inputs: ["y"] }]));
    const flaky = await report(moody, null, { plan: twice });
    expect(flaky.facts).toContain("1 flaky case, 50.0 % pass every time");
    expect(flaky.rows[0]).toMatchObject({ verdict: "warn", reason: "flaky: 1 case pass now and then" });
  });

  test("that the suite leaves cases out", async () => {
    const section = await report(ALL_GOOD, null, {
      plan: { ...examplePlan(), skipped: ["a.yml, test 3: javascript"] },
    });
    expect(section.facts).toContain("1 imported case left out");
  });

  test("what it takes, where that is known", async () => {
    const usage = { milliseconds: 10, cost: 0.001 };
    const section = await report(
      model(() => ({ ...GOOD, usage })),
      null,
    );
    // Nine questions; a bucket of the histogram is 10 % wide, and 10 ms fall into that of 9.8 to 10.8.
    expect(section.facts.slice(-2)).toEqual(["latency p50 10 ms, p95 10 ms", "cost $0.0090"]);
  });
});

test("a command shows it again, without any reference that a shell would read as more than a word", async () => {
  const statement = statementOf(await behaviorOf({ candidate: ALL_GOOD, baseline: ALL_GOOD }));
  expect(reportBehavior(statement).commands).toEqual([
    "npx airworthy test-behavior --suite suite.yml --candidate new.ts --baseline old.ts --seed 7 --alpha 0.05 --minimum-effect 0.01",
  ]);
  statement.predicate.references = { candidate: "command:x; rm -rf ~", baseline: "--help" };
  expect(reportBehavior(statement).commands).toEqual([
    "npx airworthy test-behavior --suite suite.yml --candidate <candidate> --baseline <baseline> --seed 7 --alpha 0.05 --minimum-effect 0.01",
  ]);
});

test("a program to be run is left for the reader to fill in: evidence may be another's", async () => {
  const statement = statementOf(await behaviorOf({ candidate: ALL_GOOD, baseline: null }));
  for (const reference of ["command:rm -rf /home/x", " Command:x", "command:x"]) {
    statement.predicate.references.candidate = reference;
    expect(reportBehavior(statement).commands[0]).toContain("--candidate <candidate> --seed");
  }
});

test("a path of several words is quoted, and cases that were asked several times are asked as often", async () => {
  const twice = plan(plannedTest({ id: "t", repeat: { times: 4, passes: 4 } }, [{ inputs: ["x"] }]));
  const statement = statementOf(await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { plan: twice }));
  statement.predicate.references.candidate = "new model/predict.py";
  expect(reportBehavior(statement).commands).toEqual([
    'npx airworthy test-behavior --suite suite.yml --candidate "new model/predict.py" --seed 7 --repeats 4 --alpha 0.05 --minimum-effect 0.01',
  ]);
});

test("texts of any length are cut to three hundred characters", async () => {
  const long = plan(plannedTest({ id: "t" }, [{ id: "c", inputs: [`A ${"x".repeat(400)}`] }]));
  const { findings } = await behaviorOf({ candidate: FAILS_PRAISE, baseline: null }, { plan: long });
  expect(findings[0]?.newExamples[0]?.input).toMatch(/^A x{297}…$/);
});
