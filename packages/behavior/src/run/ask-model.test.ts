import { expect, test } from "vitest";
import type { Expectation } from "../expectations/expectation.ts";
import type { Answer, Model } from "../model.ts";
import { examplePlan, GOOD, model, plan } from "./example-plan.ts";
import { runSuite } from "./run-suite.ts";

const good = () => model(() => GOOD);

async function records(...run: Parameters<typeof runSuite>) {
  return (await runSuite(...run)).map((tally) => tally.toRecord());
}

test("one without any answer to three batches in a row is not asked again, and every case counts as unanswered", async () => {
  const candidate = model(() => ({ problem: "out of memory" }));
  const tallies = await records(examplePlan(), { candidate, baseline: good() }, { batchSize: 2, concurrency: 1 });
  expect(candidate.batches).toEqual([2, 2, 2]);
  expect(tallies.map(({ whole }) => whole.changes.unanswered)).toEqual([6, 1]);
  const problems = tallies.map(({ whole }) => new Set(whole.unanswered.map((item) => item.problem)));
  expect(problems).toEqual([new Set(["out of memory"]), new Set(["not asked, since the model had stopped answering"])]);
});

test("a batch without any answer is at fault by itself: the others are asked", async () => {
  const candidate = model((input) => (input.includes("great") ? { problem: "gone" } : GOOD));
  const tallies = await records(examplePlan(), { candidate, baseline: good() }, { batchSize: 2, concurrency: 1 });
  expect(tallies.map(({ whole }) => whole.changes.unanswered)).toEqual([2, 0]);
});

test("the run ends alike where later batches were answered before the broken one was known", async () => {
  const breaks = (turns: number): Model => ({
    async predict(questions) {
      const broken = /great|fine/.test(String(questions[0]?.input));
      for (let turn = 0; broken && turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      return questions.map((): Answer => (broken ? { problem: "gone" } : GOOD));
    },
  });
  const run = (turns: number, concurrency: number) =>
    records(examplePlan(), { candidate: breaks(turns), baseline: good() }, { batchSize: 1, concurrency });
  const alone = await run(0, 1);
  // Of two "great" and two "fine" the fourth is not asked any more, nor is the test after them.
  expect(alone.map(({ whole }) => whole.changes.unanswered)).toEqual([4, 1]);
  expect(await run(10, 4)).toEqual(alone);
});

test("one that fails on some inputs is asked the others", async () => {
  const candidate = model((input) => (input.includes("oven") ? { problem: "no oven" } : GOOD));
  for (const batchSize of [1, 4]) {
    const [praise] = await records(examplePlan(), { candidate, baseline: null }, { batchSize, concurrency: 1 });
    expect(praise?.whole.candidate).toEqual({ passed: 3, failed: 0, filtered: 0, unsupported: 0, unanswered: 3 });
  }
});

test("the judgements of a batch are waited for together, and kept in order", async () => {
  const started: (() => void)[] = [];
  const [praise] = examplePlan().tests;
  if (praise === undefined) throw new Error("no test");
  const late: Expectation = {
    describe: () => "",
    async judge({ id }) {
      // The last of the six lets all of them go: one that is waited for alone would wait for ever.
      await new Promise<void>((resolve) => {
        started.push(resolve);
        if (started.length === 6) for (const go of started) go();
      });
      return [id.includes("oven") ? -1 : 1];
    },
  };
  const tests = plan({ ...praise, expectation: late });
  const [tally] = await records(tests, { candidate: good(), baseline: null }, { batchSize: 6, concurrency: 1 });
  expect(tally?.whole.newExamples.map((example) => example.case)).toEqual([
    "A fine oven.",
    "A good oven.",
    "A great oven.",
  ]);
});

test("one that gives another number of answers is never trusted with any", async () => {
  const short: Model = { predict: (questions) => Promise.resolve(questions.slice(1).map(() => GOOD)) };
  const [praise] = await records(examplePlan(), { candidate: short, baseline: null }, { batchSize: 6, concurrency: 1 });
  expect(praise?.whole.changes.unanswered).toBe(6);
  expect(praise?.whole.unanswered[0]?.problem).toBe("5 answers were given to 6 questions");
});

test("unsupported cases are no errors, and those that the baseline was judged on are lost support", async () => {
  const lost: Answer = { unsupported: "no ovens" };
  const candidate = model((input) => (input.includes("oven") ? lost : GOOD));
  const baseline = model((input) => (input.includes("good") ? lost : GOOD));
  const [praise] = await records(examplePlan(), { candidate, baseline }, { batchSize: 4, concurrency: 1 });
  expect(praise?.whole.changes).toMatchObject({ "lost-support": 2, unsupported: 1, passing: 1, "still-passing": 2 });
  expect(praise?.whole.unsupported.map((item) => `${item.model} ${item.case}`)).toEqual([
    "candidate A fine oven.",
    "candidate A good oven.",
    "baseline A good oven.",
    "baseline A good phone.",
    "candidate A great oven.",
  ]);
});
