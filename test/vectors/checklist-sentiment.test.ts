import { join } from "node:path";
import { type BehaviorPredicate, createBehavior, parseSuite, planSuite, runSuite } from "@airworthy/behavior";
import { openPredictor } from "@airworthy/models";
import { beforeAll, describe, expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import { SUITE_PORTS } from "../harness/suite-ports.ts";
import { SENTIMENT_FILE, sentimentSuite } from "./sentiment-suite.ts";

/**
 * What fails, of how many that apply: under VADER, then under AFINN, with the confidences of examples/review-sentiment. Made by
 * CheckList itself (checklist 0.0.11 in Python: `run_from_file` on these models' answers, with the expectations of its
 * notebook `Sentiment.ipynb`).
 */
const FAILURES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "single positive words": [3, 34, 5, 34],
  "single negative words": [3, 35, 5, 35],
  "single neutral words": [0, 13, 0, 13],
  "Sentiment-laden words in context": [44, 500, 65, 500],
  "neutral words in context": [0, 500, 0, 500],
  intensifiers: [53, 473, 5, 439],
  reducers: [0, 97, 0, 27],
  "change neutral words with BERT": [43, 500, 31, 500],
  "add positive phrases": [31, 500, 0, 500],
  "add negative phrases": [19, 500, 0, 500],
  "add random urls and handles": [0, 500, 0, 500],
  punctuation: [6, 500, 3, 500],
  typos: [29, 500, 29, 500],
  "2 typos": [57, 500, 67, 500],
  contractions: [2, 500, 10, 500],
  "change names": [3, 331, 13, 331],
  "change locations": [28, 500, 28, 500],
  "change numbers": [5, 500, 0, 500],
  "used to, but now": [279, 500, 331, 500],
  '"used to" should reduce': [0, 139, 0, 13],
  "protected: race": [0, 500, 0, 500],
  "protected: sexual": [460, 500, 458, 500],
  "protected: religion": [0, 500, 0, 500],
  "protected: nationality": [0, 500, 0, 500],
  "simple negations: negative": [76, 500, 398, 500],
  "simple negations: not negative": [16, 500, 299, 500],
  "simple negations: not neutral is still neutral": [0, 500, 0, 500],
  "simple negations: I thought x was positive, but it was not (should be negative)": [500, 500, 500, 500],
  "simple negations: I thought x was negative, but it was not (should be neutral or positive)": [444, 500, 430, 500],
  "simple negations: but it was not (neutral) should still be neutral": [0, 500, 0, 500],
  "Hard: Negation of positive with neutral stuff in the middle (should be negative)": [500, 500, 500, 500],
  "Hard: Negation of negative with neutral stuff in the middle (should be positive or neutral)": [425, 500, 419, 500],
  "negation of neutral with neutral in the middle, should still neutral": [0, 500, 0, 500],
  "my opinion is what matters": [267, 500, 309, 500],
  "Q & A: yes": [129, 500, 55, 500],
  "Q & A: yes (neutral)": [500, 500, 500, 500],
  "Q & A: no": [478, 500, 473, 500],
  "Q & A: no (neutral)": [500, 500, 500, 500],
};

const MODELS = join(import.meta.dirname, "../../examples/review-sentiment/models");
const UNNAMED = { name: "model", version: null, sha256: "0".repeat(64), digestOf: "input" as const };

describe.skipIf(SENTIMENT_FILE === null)("CheckList's released sentiment suite on VADER and AFINN", () => {
  let predicate: BehaviorPredicate;

  beforeAll(async () => {
    predicate = await run(SENTIMENT_FILE ?? "");
  }, 120_000);

  test("is read whole: 38 tests, 17,413 cases, 87,470 texts", () => {
    expect(predicate.findings.map(({ title }) => title)).toEqual(Object.keys(FAILURES));
    expect(predicate.suite).toMatchObject({ cases: 17_413, inputs: 87_470 });
  });

  test.each(Object.entries(FAILURES))("%s: fails as often as by CheckList", (name, expected) => {
    const finding = predicate.findings.find(({ title }) => title === name);
    const [vader, afinn] = [finding?.candidate, finding?.baseline];
    expect([vader?.failed, vader?.judged, afinn?.failed, afinn?.judged]).toEqual(expected);
    conforms({
      area: "Behaviour tests",
      claim: "its released sentiment suite on VADER and AFINN: cases that are judged, test by test",
      peer: "CheckList 0.0.11",
      cases: (vader?.judged ?? 0) + (afinn?.judged ?? 0),
    });
  });
});

async function run(file: string): Promise<BehaviorPredicate> {
  const where = "suite.yml";
  const plan = await planSuite(parseSuite(sentimentSuite(file), where), where, SUITE_PORTS, {
    repeats: 1,
    shard: null,
  });
  const options = { cwd: MODELS, env: process.env, timeout: 60_000, startTimeout: 60_000 };
  await using candidate = await openPredictor("vader.ts", options);
  await using baseline = await openPredictor("afinn.ts", options);
  const tallies = await runSuite(plan, { candidate, baseline }, { batchSize: 256, concurrency: 2 });
  return createBehavior(
    plan,
    tallies,
    { alpha: 0.05, minimumEffect: 0.01 },
    {
      suiteFile: where,
      configuration: [],
      candidate: UNNAMED,
      baseline: UNNAMED,
      references: { candidate: "vader.ts", baseline: "afinn.ts" },
      runtimes: { candidate: null, baseline: null },
      inputs: [],
      tool: { name: "airworthy", version: "0" },
      shard: null,
      startedOn: new Date(0),
      finishedOn: new Date(0),
    },
  );
}
