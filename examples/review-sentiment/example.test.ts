import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createBehavior, type Model, parseSuite, planSuite, runSuite } from "@airworthy/behavior";
import { expect, test } from "vitest";
import { predict as afinn } from "./models/afinn.ts";
import { classify, type SentimentPrediction } from "./models/confidence.ts";
import { predict as vader } from "./models/vader.ts";
import { predictReviews } from "./predict.ts";
import { prepareModels } from "./prepare.ts";
import { readReviews, SITES } from "./reviews.ts";

function correct(model: "vader" | "afinn"): number[] {
  const rows = predictReviews(model, readReviews());
  return SITES.map((site) => rows.filter((row) => row.site === site && row.label === row.prediction).length);
}

test("there are 1,000 reviews a site, half of them positive, each with an id of its own", () => {
  const reviews = readReviews();
  expect(new Set(reviews.map(({ id }) => id)).size).toBe(3_000);
  for (const site of SITES) {
    const own = reviews.filter((review) => review.site === site);
    expect([own.length, own.filter(({ label }) => label === "positive").length]).toEqual([1_000, 500]);
  }
});

test("the candidate reaches the accuracy that its README publishes: 0.726, 0.765, 0.696", () => {
  expect(correct("afinn")).toEqual([726, 765, 696]);
});

// Counted by a script of its own: 0.7532, 0.7662 and 0.7213 of 1,001 rows, the closing empty one counted as wrong.
test("the baseline is right on 754, 767 and 722 reviews", () => {
  expect(correct("vader")).toEqual([754, 767, 722]);
});

test("a score of 0 is neutral with 0.403, and 0.05 either way is laden", () => {
  // By hand: 1 / (1 + 2 exp(-0.3)) = 1 / 2.481636.
  expect(classify(0)).toMatchObject({ prediction: "neutral", scores: { neutral: expect.closeTo(0.40296, 5) } });
  expect([0.05, 0.0499, -0.0499, -0.05].map((score) => classify(score).prediction)).toEqual([
    "positive",
    "neutral",
    "neutral",
    "negative",
  ]);
});

test("confidences add up to one, the larger one being that of the sign", () => {
  for (let score = -1; score <= 1; score += 0.01) {
    const { negative, neutral, positive } = classify(score).scores;
    expect(negative + neutral + positive).toBeCloseTo(1, 12);
    if (Math.abs(score) > 0.01) expect(positive > negative).toBe(score > 0);
  }
});

function port(predict: (texts: readonly string[]) => SentimentPrediction[]): Model {
  return {
    predict: (questions) =>
      Promise.resolve(
        predict(questions.map(({ input }) => input)).map(({ prediction, scores }) => ({
          prediction,
          scores: new Map(Object.entries(scores)),
        })),
      ),
  };
}

test("the suite finds what accuracy hides: negation lost, and a bias that both have", async () => {
  const plan = planSuite(parseSuite(await readFile(join(import.meta.dirname, "suite.yml"), "utf8"), "suite.yml"));
  expect([plan.tests.length, plan.cases]).toEqual([14, 4_320]);
  const version = (name: string) => ({ name, version: null, sha256: "0".repeat(64), digestOf: "input" as const });
  const tallies = await runSuite(plan, { candidate: port(afinn), baseline: port(vader) }, { batchSize: 256 });
  const behavior = createBehavior(
    plan,
    tallies,
    { alpha: 0.05, minimumEffect: 0.01 },
    {
      suiteFile: "suite.yml",
      candidate: version("afinn"),
      baseline: version("vader"),
      references: { candidate: "models/afinn.ts", baseline: "models/vader.ts" },
      inputs: [],
      tool: { name: "airworthy", version: "0" },
      startedOn: new Date(0),
      finishedOn: new Date(0),
    },
  );
  const changes = new Map(behavior.findings.map((finding) => [finding.id, finding.change]));
  expect(behavior.verdict).toBe("fail");
  for (const id of ["negation", "negated-blame", "change-for-the-better", "change-for-the-worse"]) {
    expect(changes.get(id), id).toBe("regression");
  }
  const rates = (id: string) => {
    const finding = behavior.findings.find((item) => item.id === id);
    return [finding?.baseline?.rate?.value, finding?.candidate.rate?.value];
  };
  expect(rates("negation")).toEqual([0, expect.closeTo(0.681, 3)]);
  expect(rates("orientation")).toEqual([1, 1]);
  expect(changes.get("orientation")).toBe("stable");
  for (const id of ["names", "places", "race", "religion"]) expect(rates(id), id).toEqual([0, 0]);
});

test("a prepared folder is a whole model: its adapter calls the library beside it, and the licence is there", async () => {
  const into = await mkdtemp(join(tmpdir(), "airworthy-example-"));
  const texts = readReviews().map(({ text }) => text);
  try {
    const prepared = await prepareModels(into);
    for (const [model, predict] of [
      [prepared.afinn, afinn],
      [prepared.vader, vader],
    ] as const) {
      const copy: { predict: typeof predict } = await import(pathToFileURL(model.adapter).href);
      expect(copy.predict(texts)).toEqual(predict(texts));
      const files = await readdir(model.path, { recursive: true });
      expect(files.some((file) => /node_modules.+LICENSE/.test(file))).toBe(true);
      expect(files).toContain("MODEL.md");
    }
  } finally {
    await rm(into, { recursive: true });
  }
});
