import { describe, expect, test } from "vitest";
import { answer, onlyTest, suiteWith } from "./example-suite.ts";
import { judge } from "./judge.ts";
import type { Answer } from "./model.ts";

const CLASSES = new Set(["negative", "neutral", "positive"]);

function outcome(test: string, answers: readonly Answer[]): string {
  return judge(onlyTest(suiteWith(test)), CLASSES, answers).outcome;
}

// Expected outcomes by hand from CheckList's expect.py and abstract_test.py.
describe("minimum functionality", () => {
  const test1 = '  - { id: t, kind: mft, expect: negative, templates: ["x"] }';
  test("passes with the expected class only", () => {
    expect(outcome(test1, [answer(0.8, 0.1, 0.1)])).toBe("pass");
    expect(outcome(test1, [answer(0.1, 0.1, 0.8)])).toBe("fail");
  });

  test("fails worse the less confidence the expected class gets", () => {
    const behavior = onlyTest(suiteWith(test1));
    expect(judge(behavior, CLASSES, [answer(0.25, 0.25, 0.5)])).toEqual({ outcome: "fail", severity: 0.75, at: 0 });
    expect(judge(behavior, CLASSES, [{ prediction: "neutral", scores: null }])).toMatchObject({ severity: 1 });
  });

  test("passes with any of several expected classes", () => {
    const either = '  - { id: t, kind: mft, expect: [neutral, negative], templates: ["x"] }';
    expect(outcome(either, [answer(0.1, 0.8, 0.1)])).toBe("pass");
    expect(outcome(either, [answer(0.1, 0.1, 0.8)])).toBe("fail");
  });
});

describe("invariance", () => {
  const inv = '  - { id: t, kind: inv, perturb: { by: typos }, templates: ["x"] }';

  test("passes where the class stays, however far the confidence moves", () => {
    expect(outcome(inv, [answer(0, 0, 1), answer(0.3, 0.3, 0.4)])).toBe("pass");
  });

  test("passes where the class changes but the original's confidence moves by 0.1 at most", () => {
    expect(outcome(inv, [answer(0, 0.4, 0.6), answer(0, 0.5, 0.5 - 1e-9)])).toBe("fail");
    expect(outcome(inv, [answer(0, 0.45, 0.55), answer(0, 0.55, 0.45)])).toBe("pass");
    expect(outcome(inv, [answer(0, 0.45, 0.55), answer(0, 0.56, 0.44)])).toBe("fail");
  });

  test("fails by one further text of several", () => {
    const same = answer(0, 0, 1);
    expect(judge(onlyTest(suiteWith(inv)), CLASSES, [same, same, answer(1, 0, 0), same])).toEqual({
      outcome: "fail",
      severity: 1,
      at: 2,
    });
  });

  test("without a further text there is nothing to judge", () => {
    expect(outcome(inv, [answer(0, 0, 1)])).toBe("filtered");
  });

  test("goes by the class alone for a model that gives no confidence", () => {
    const [yes, no]: Answer[] = [
      { prediction: "positive", scores: null },
      { prediction: "neutral", scores: null },
    ];
    expect(yes && no && outcome(inv, [yes, yes])).toBe("pass");
    expect(yes && no && outcome(inv, [yes, no])).toBe("fail");
  });
});

describe("directional expectation", () => {
  const dir = (direction: string) =>
    `  - { id: t, kind: dir, confidence: ${direction}, skip-when-predicted: [neutral], perturb: { by: typos }, templates: ["x"] }`;

  test("increases: passes down to the tolerance below, fails beyond", () => {
    expect(outcome(dir("increases"), [answer(0.3, 0, 0.7), answer(0.4, 0, 0.6)])).toBe("pass");
    expect(outcome(dir("increases"), [answer(0.3, 0, 0.7), answer(0.41, 0, 0.59)])).toBe("fail");
  });

  test("decreases: passes up to the tolerance above, fails beyond", () => {
    expect(outcome(dir("decreases"), [answer(0.4, 0, 0.6), answer(0.3, 0, 0.7)])).toBe("pass");
    expect(outcome(dir("decreases"), [answer(0.4, 0, 0.6), answer(0.29, 0, 0.71)])).toBe("fail");
  });

  test("is not applicable where the confidence leaves no room to fail, or the class is to be skipped", () => {
    expect(outcome(dir("decreases"), [answer(0.1, 0, 0.9), answer(0, 0, 1)])).toBe("filtered");
    expect(outcome(dir("increases"), [answer(0.1, 0.8, 0.1), answer(1, 0, 0)])).toBe("filtered");
    const flat = { prediction: "positive", scores: new Map([...CLASSES].map((name) => [name, 0.1])) };
    expect(outcome(dir("increases"), [flat, answer(1, 0, 0)])).toBe("filtered");
  });

  test("needs confidences", () => {
    const bare = { prediction: "positive", scores: null };
    expect(outcome(dir("increases"), [bare, bare])).toBe("unanswered");
  });
});

test("an answer that cannot be used leaves the case unanswered, whatever the others are", () => {
  const inv = '  - { id: t, kind: inv, perturb: { by: typos }, templates: ["x"] }';
  const good = answer(0, 0, 1);
  const scores = (...values: number[]) => new Map([...CLASSES].map((name, index) => [name, values[index] ?? 0]));
  const bad: Answer[] = [
    { problem: "timed out" },
    { prediction: "Positive", scores: null },
    { prediction: "", scores: null },
    { prediction: "__proto__", scores: null },
    { prediction: "positive", scores: new Map([["positive", 1]]) },
    { prediction: "positive", scores: scores(0, 0, 1.5) },
    { prediction: "positive", scores: scores(Number.NaN, 0, 1) },
    { prediction: "positive", scores: scores(-3, 0, 1) },
  ];
  for (const wrong of bad) {
    expect(outcome(inv, [wrong, good]), JSON.stringify(wrong)).toBe("unanswered");
    expect(outcome(inv, [good, wrong]), JSON.stringify(wrong)).toBe("unanswered");
  }
});
