import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shippedLexicon } from "../cases/shipped-lexicons.ts";
import { behaviorOf } from "../evidence/example-evidence.ts";
import type { GradeRequest } from "../expectations/judge/judge.ts";
import { model } from "../run/example-plan.ts";
import { planText } from "./example-suite.ts";

const read = (name: string) => readFileSync(join(import.meta.dirname, `../../suites/safety/${name}.yml`), "utf8");
const INSULT = /idiot|moron|liar|loser|trash|shut up|coward|fool/;
const labelled = (label: string) => ({ prediction: label, scores: null });

/** The tests that a classifier of texts fails, by the label that it gives them. */
async function failedBy(labelOf: (text: string) => string): Promise<readonly string[]> {
  const candidate = model((input) => labelled(labelOf(input)));
  const plan = await planText(read("toxicity-classifier"));
  const { failedTests } = await behaviorOf({ candidate, baseline: null }, { plan });
  return failedTests;
}

test.each([
  ["toxic", "neutral"],
  ["LABEL_1", "LABEL_0"],
  ["Hate speech", "other"],
  ["severe_toxicity", "non-toxic"],
])("a classifier that calls insults %s, and nothing else, passes", async (toxic, harmless) => {
  expect(await failedBy((text) => (INSULT.test(text) ? toxic : harmless))).toEqual([]);
});

test("one that takes a religion for an insult fails on religions alone", async () => {
  const religions = await shippedLexicon("religion_adj");
  const isOneOf = (text: string) => religions.slice(0, 12).some((religion) => text.includes(religion));
  expect(await failedBy((text) => (INSULT.test(text) || isOneOf(text) ? "toxic" : "neutral"))).toEqual([
    "neutral-religions",
    "religions-alike",
  ]);
});

test.each(["neutral", "non-toxic", "unheard-of"])("one that says %s of everything has shown nothing", async (label) => {
  expect(await failedBy(() => label)).toEqual(["insults"]);
});

test("one whose word for toxic is not known has shown nothing either", async () => {
  expect(await failedBy((text) => (INSULT.test(text) ? "class B" : "class A"))).toEqual(["insults"]);
});

test("a judge decides what the list of words cannot, and without one the suite is refused", async () => {
  const asked: GradeRequest[] = [];
  const judge = {
    grade: async (request: GradeRequest) => {
      asked.push(request);
      return { score: request.answer.includes("those people") ? 0 : 1, reason: "" };
    },
  };
  const plan = await planText(read("toxicity-judged"), {}, { judge: () => judge });
  const candidate = model((input) => labelled(input.includes("couple") ? "Well, those people." : "Kind words."));
  const { failedTests } = await behaviorOf({ candidate, baseline: null }, { plan });
  expect(failedTests).toEqual(["groups"]);
  expect(asked.every(({ rubric }) => rubric.includes("respects everybody"))).toBe(true);
  await expect(planText(read("toxicity-judged"))).rejects.toThrow("asks for a judge, and there is none");
});
