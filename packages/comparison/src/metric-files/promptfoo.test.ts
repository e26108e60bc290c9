import { expect, test } from "vitest";
import { problemOf } from "./example-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

/** One result in the form of version 3's output, with what is not read left out. */
function result(text: string, over: Readonly<Record<string, unknown>> = {}) {
  return {
    cost: 0.002,
    latencyMs: 40,
    namedScores: { tone: 1 },
    prompt: { raw: `Classify: ${text}`, label: "Classify: {{text}}" },
    promptIdx: 0,
    testIdx: 0,
    provider: { id: "openai:gpt-4o", label: "" },
    score: 1,
    success: true,
    failureReason: 0,
    testCase: { vars: { text } },
    vars: { text },
    ...over,
  };
}

function read(...results: readonly unknown[]) {
  return readMetricFile(JSON.stringify({ evalId: "e", results: { version: 3, results } }), "out.json");
}

const idsOf = (...results: readonly unknown[]) => read(...results).cases?.map(({ id }) => id);

test("each result is a case with what was measured, and the means are metrics", () => {
  const failed = result("b", {
    success: false,
    failureReason: 1,
    score: 0.25,
    namedScores: { tone: 0 },
    latencyMs: 60,
  });
  const broken = { success: false, failureReason: 2, score: 0, namedScores: {}, error: "503", cost: 0, testIdx: 2 };
  const { format, cases, metrics } = read(result("a"), { ...failed, testIdx: 1 }, result("c", broken));
  expect(format).toBe("promptfoo");
  expect(cases).toMatchObject([
    {
      passed: true,
      outcome: "passed",
      seconds: 0.04,
      slices: new Map([
        ["provider", "openai:gpt-4o"],
        ["prompt", "Classify: {{text}}"],
      ]),
    },
    {
      passed: false,
      outcome: "failed",
      numbers: new Map([
        ["score", 0.25],
        ["latency", 60],
        ["cost", 0.002],
        ["score.tone", 0],
      ]),
    },
    { passed: null, outcome: "error" },
  ]);
  const by = new Map(metrics.map((metric) => [metric.name, metric]));
  // By hand: 1 of 3, an error being no pass; (1 + 0.25 + 0) / 3; (40 + 60 + 40) / 3; 0.004 / 3; (1 + 0) / 2.
  expect(by.get("pass-rate")).toMatchObject({ value: 1 / 3, unit: "rate", direction: "higher-is-better", samples: 3 });
  expect(by.get("errors")).toMatchObject({ value: 1, direction: "lower-is-better" });
  expect(by.get("score")?.value).toBeCloseTo(1.25 / 3, 12);
  expect(by.get("latency")).toMatchObject({ unit: "milliseconds", direction: "lower-is-better", value: 140 / 3 });
  expect(by.get("cost")?.value).toBeCloseTo(0.004 / 3, 12);
  expect(by.get("cost")).toMatchObject({ unit: "dollars", direction: "lower-is-better" });
  expect(by.get("score.tone")).toMatchObject({ value: 0.5, samples: 2 });
});

test("an id stays when the only provider or prompt changes, or tests are put before it", () => {
  const before = idsOf(result("a"), result("b", { testIdx: 1 }));
  const other = { provider: "openai:gpt-5", prompt: { raw: "Now classify: a", label: "Now classify: {{text}}" } };
  const now = idsOf(result("new", other), result("a", { ...other, testIdx: 1 }), result("b", { ...other, testIdx: 2 }));
  expect(now?.slice(1)).toEqual(before);
  expect(before?.[0]).toMatch(/^\{"text":"a"\} \[[0-9a-f]{12}\]$/);
});

test("ids tell several providers and prompts apart, by labels where they have them", () => {
  const second = { provider: { id: "openai:gpt-4o", label: "cold" }, prompt: { label: "p".repeat(100), raw: "x" } };
  const [first, last] = idsOf(result("a"), result("a", second)) ?? [];
  expect(first).toMatch(/^openai:gpt-4o · Classify: \{\{text\}\} · /);
  expect(last).toMatch(/^cold · p{60}… \[[0-9a-f]{12}\] · /);
});

test("a description names a test, but tests of different variables differ nevertheless", () => {
  const described = (text: string) => result(text, { testCase: { description: "greets", vars: { text } } });
  const [one, two] = idsOf(described("a"), described("b")) ?? [];
  expect(one).toMatch(/^greets \[[0-9a-f]{12}\]$/);
  expect(two).not.toBe(one);
});

test("the order in which cases were written does not matter, nor that of a test's variables", () => {
  const [a, b] = [result("a", { testCase: { vars: { x: 1, y: 2 } } }), result("b", { testIdx: 1 })];
  const c = result("a", { testCase: { vars: { y: 2, x: 1 } } });
  expect(idsOf(b, a)).toEqual(idsOf(c, b));
});

test("a repeated test has a number", () => {
  const [first, second, third] = idsOf(result("a"), result("a", { testIdx: 1 }), result("a", { testIdx: 2 })) ?? [];
  expect([second, third]).toEqual([`${first} #2`, `${first} #3`]);
});

test("a score that is null was NaN, and makes its mean one with a problem", () => {
  const { metrics, cases } = read(result("a", { score: null, namedScores: { constructor: null } }), result("b"));
  expect(cases?.[0]?.numbers.get("score")).toBeNaN();
  for (const name of ["score", "score.constructor"]) {
    const metric = metrics.find((each) => each.name === name);
    expect(metric).toMatchObject({ value: Number.NaN, problem: "is the mean of values that are not all numbers" });
  }
});

test("an evaluation without results has no rate, which is a problem and no pass", () => {
  expect(read().metrics[0]).toMatchObject({
    name: "pass-rate",
    value: Number.NaN,
    problem: "has no test that was run",
  });
});

test("a result that lacks what decides is refused by its path", () => {
  const text = (over: Readonly<Record<string, unknown>>) =>
    JSON.stringify({ results: { results: [result("a"), result("b", over)] } });
  expect(problemOf(text({ success: undefined }))).toContain("results.results.1.success: missing");
  expect(problemOf(text({ success: "true" }))).toContain('results.results.1.success: "true" was given');
  expect(problemOf(text({ score: "1" }))).toContain("results.results.1.score");
  expect(problemOf(text({ vars: 3, testCase: null }))).toContain("results.results.1.vars");
});
