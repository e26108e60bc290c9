import {
  type Answer,
  type BehaviorPredicate,
  createBehavior,
  type Model,
  planCodeSuite,
  runSuite,
} from "@airworthy/behavior";

/** Markup, line ends, what XML cannot hold, the end of a CDATA section, an emoji, a noncharacter. */
export const HOSTILE = `<b>&amp; "it's" ]]> \u0000\u001b[31m\r\n\t\uffff 😀 ${"é".repeat(3)}`;

const SCORES = new Map([
  ["no", 0.25],
  ["yes", 0.75],
]);

/**
 * The evidence of a run with a test of every verdict: pass, warn, inconclusive, fail, error; of titles that are not plain, of
 * slices, of cases asked several times, of a model that gives away nothing but trouble.
 */
export async function sampleRun(): Promise<BehaviorPredicate> {
  const single = ({ answer }: { readonly answer: { readonly prediction: string } }) => answer.prediction === "yes";
  const cases = (count: number, word: string) =>
    Array.from({ length: count }, (_, index) => ({
      input: `${word} ${index}`,
      id: `${word}-${index}`,
      slices: { site: index % 2 === 0 ? "shop & co" : "<web>" },
    }));
  const test = (id: string, count: number, word: string) => ({ id, kind: "mft", cases: cases(count, word), single });
  const exported = {
    name: "sample",
    seed: 5,
    classes: ["no", "yes"],
    tests: [
      { ...test("passes", 40, "good"), capability: "vocabulary", slices: ["site"] },
      { ...test("fails", 40, "bad"), title: `title & "quotes" <i> 😀`, capability: "a.b/c", slices: ["site"] },
      { ...test("too-few", 2, "good"), "minimum-cases": 30 },
      { ...test("flaky", 40, "flaky"), repeat: { times: 3, passes: 1 } },
      { ...test("improves", 40, "better") },
      // Last, since a model that answers nothing of a batch is not asked again.
      { ...test("unanswered", 4, "broken") },
    ],
  };
  const ports = { judge: () => null, readText: noFile, readRows: noFile, readLines: noFile };
  const plan = await planCodeSuite(exported, "sample.ts", ports, { repeats: 1, shard: null });
  const models = { candidate: modelOf("candidate"), baseline: modelOf("baseline") };
  const tallies = await runSuite(plan, models, { batchSize: 16, concurrency: 2 });
  return createBehavior(
    plan,
    tallies,
    { alpha: 0.05, minimumEffect: 0.01 },
    {
      suiteFile: "suites/sample & more.ts",
      configuration: [{ name: "suites/sample & more.ts", sha256: "5".repeat(64) }],
      candidate: { name: "model <2>", version: "2.0.0", sha256: "a".repeat(64), digestOf: "input" },
      baseline: { name: "model <1>", version: "1.0.0", sha256: "b".repeat(64), digestOf: "input" },
      references: { candidate: "new.ts", baseline: "old.ts" },
      runtimes: { candidate: null, baseline: null },
      inputs: [],
      tool: { name: "airworthy", version: "1.2.3" },
      shard: null,
      startedOn: new Date("2026-01-02T03:04:05Z"),
      finishedOn: new Date("2026-01-02T03:04:07.5Z"),
    },
  );
}

function modelOf(which: "candidate" | "baseline"): Model {
  return {
    predict: (questions) =>
      Promise.resolve(questions.map(({ input, repeat }) => answerTo(String(input), repeat, which))),
  };
}

function answerTo(input: string, repeat: number, which: "candidate" | "baseline"): Answer {
  if (input.startsWith("broken")) return { problem: HOSTILE };
  const fails =
    (input.startsWith("bad") && which === "candidate") ||
    (input.startsWith("better") && which === "baseline") ||
    (input.startsWith("flaky") && which === "candidate" && repeat > 0);
  return { prediction: fails ? "no" : "yes", scores: SCORES };
}

function noFile(): never {
  throw new Error("the sample names no files");
}
