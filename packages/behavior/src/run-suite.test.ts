import { expect, test } from "vitest";
import { answer, EXAMPLE_SUITE, suiteWith } from "./example-suite.ts";
import type { Answer, Model, Question } from "./model.ts";
import { parseSuite } from "./parse-suite.ts";
import { planSuite } from "./plan.ts";
import { runSuite } from "./run-suite.ts";
import type { CaseResult } from "./tally.ts";

const PLAN = planSuite(parseSuite(EXAMPLE_SUITE, "suite.yml"));
const GOOD = answer(0.1, 0.1, 0.8);
const BAD = answer(0.8, 0.1, 0.1);

function model(say: (question: Question) => Answer): Model & { readonly batches: number[] } {
  const batches: number[] = [];
  return {
    batches,
    predict(questions) {
      batches.push(questions.length);
      return Promise.resolve(questions.map(say));
    },
  };
}

const good = () => model(() => GOOD);

test("both models get the same questions, and each case is told apart by who fails", async () => {
  const candidate = model(({ input }) => (/good|great/.test(input) ? BAD : GOOD));
  const baseline = model(({ input }) => (/great|excellent/.test(input) ? BAD : GOOD));
  const [praise] = await runSuite(PLAN, { candidate, baseline }, { batchSize: 4 });
  expect(praise?.changes).toMatchObject({ "new-failure": 2, "still-failing": 2, fixed: 2, "still-passing": 0 });
  expect(praise?.newFailureIds).toHaveLength(2);
  expect(praise?.newExamples.map(({ input, got, was }) => [input, got, was])).toEqual(
    expect.arrayContaining([["This is a good oven.", "negative", "positive"]]),
  );
});

test("the batch size changes what is asked at once, and nothing else", async () => {
  const run = (batchSize: number) =>
    runSuite(
      PLAN,
      { candidate: model(({ input }) => (input.includes("Bo") ? BAD : GOOD)), baseline: good() },
      { batchSize },
    );
  const whole = await run(1_000);
  for (const size of [1, 2, 5]) expect(await run(size)).toEqual(whole);
});

test("questions have ids by test, case and text", async () => {
  const asked: string[] = [];
  const candidate = model(({ id }) => {
    asked.push(id);
    return GOOD;
  });
  await runSuite(PLAN, { candidate, baseline: null }, { batchSize: 100 });
  expect(new Set(asked).size).toBe(PLAN.texts);
  const names = asked.filter((id) => id.startsWith("names/"));
  expect(names.slice(0, 3).map((id) => id.replace(/[0-9a-f]{16}/, "case"))).toEqual([
    "names/case",
    "names/case#1",
    "names/case#2",
  ]);
});

test("a model without any answer to a batch is not asked again, and every case counts as unanswered", async () => {
  const candidate = model(() => ({ problem: "out of memory" }));
  const tallies = await runSuite(PLAN, { candidate, baseline: good() }, { batchSize: 2 });
  expect(candidate.batches).toEqual([2]);
  expect(tallies.map(({ changes }) => changes.unanswered)).toEqual([6, 2, 6]);
  expect(tallies[0]?.unanswered[0]).toMatchObject({ model: "candidate", problem: "out of memory" });
  expect(tallies[2]?.unanswered[0]?.problem).toBe("not asked, since the model had stopped answering");
});

test("a model that fails on some texts is asked the others", async () => {
  const candidate = model(({ input }) => (input.includes("oven") ? { problem: "no oven" } : GOOD));
  const tallies = await runSuite(PLAN, { candidate, baseline: null }, { batchSize: 4 });
  expect(tallies.map(({ changes }) => changes.unanswered)).toEqual([3, 1, 3]);
  expect(tallies[0]?.candidate).toEqual({ passed: 3, failed: 0, filtered: 0, unanswered: 3 });
});

test("a model without an answer to one text alone is asked the others, be they all in batches of one", async () => {
  const candidate = model(({ input }) => (input === "This is a good oven." ? { problem: "no oven" } : GOOD));
  const tallies = await runSuite(PLAN, { candidate, baseline: null }, { batchSize: 1 });
  expect(tallies.map(({ changes }) => changes.unanswered)).toEqual([1, 0, 0]);
});

test("a port that gives another number of answers is never trusted with any", async () => {
  const short: Model = { predict: (questions) => Promise.resolve(questions.slice(1).map(() => GOOD)) };
  const [praise] = await runSuite(PLAN, { candidate: short, baseline: null }, { batchSize: 6 });
  expect(praise?.changes.unanswered).toBe(6);
  expect(praise?.unanswered[0]?.problem).toBe("5 answers were given to 6 questions");
});

test("every case is told once, batch by batch, in the order of the plan", async () => {
  const told: string[] = [];
  const onBatch = (_: unknown, results: readonly CaseResult[]) => {
    for (const { planned } of results) told.push(planned.id);
  };
  await runSuite(PLAN, { candidate: good(), baseline: null }, { batchSize: 3, onBatch });
  expect(told).toEqual(PLAN.tests.flatMap(({ cases }) => cases.map(({ id }) => id)));
});

test("an aborted run stops before the next batch with the signal's reason", async () => {
  const controller = new AbortController();
  const candidate = model(() => {
    controller.abort(new Error("interrupted"));
    return GOOD;
  });
  const run = runSuite(PLAN, { candidate, baseline: null }, { batchSize: 1, signal: controller.signal });
  await expect(run).rejects.toThrow("interrupted");
  expect(candidate.batches).toEqual([1]);
});

test("twenty examples are kept, the worst, and cut to three hundred characters", async () => {
  const words = Array.from({ length: 50 }, (_, index) => `w${index}`).join(" ");
  const suite = suiteWith(
    `  - { id: t, kind: mft, expect: positive, templates: [${words
      .split(" ")
      .map((word) => `"${word} ${"x".repeat(400)}"`)
      .join(", ")}] }`,
  );
  const candidate = model(({ input }) => {
    const rest = Number(/\d+/.exec(input)?.[0]) / 200;
    return answer(1 - rest, 0, rest);
  });
  const [tally] = await runSuite(planSuite(suite), { candidate, baseline: null }, { batchSize: 7 });
  expect(tally?.changes.failing).toBe(50);
  expect(tally?.newExamples.map(({ input }) => input.split(" ")[0])).toEqual(words.split(" ").slice(0, 20));
  expect(tally?.newExamples.every(({ input }) => input.length === 300 && input.endsWith("…"))).toBe(true);
});
