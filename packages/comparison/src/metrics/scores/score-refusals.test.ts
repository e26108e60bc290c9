import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { ANIMALS, BINARY, binary, multi, RANKED, SETS, scoredSide, scoreMetric } from "../../../fixtures/scored.ts";
import { valueOn } from "../../../fixtures/side.ts";

describe("what cannot be measured", () => {
  test("one class only has no area, on any scores", () => {
    expect(binary("roc-auc", { label: ["yes", "yes"], score: [0.1, 0.9] })).toBeNaN();
    expect(binary("average-precision", { label: ["yes", "yes"], score: [0.1, 0.9] })).toBeNaN();
  });

  test.each(["roc-auc", "average-precision"])("%s without a positive class says how to name one", (name) => {
    expect(() => scoreMetric(name)).toThrow(UserError);
    expect(refusal(() => scoreMetric(name))).toMatch(/`positive`.*class=.*average=macro/s);
  });

  test.each(["log-loss", "brier-score", "ece"])("%s of a score alone says so too", (name) => {
    const side = scoredSide(RANKED);
    expect(refusal(() => valueOn(scoreMetric(name), side))).toMatch(/`positive`.*class=/s);
    expect(refusal(() => scoreMetric(name, {}, SETS))).toMatch(/sets of labels.*class=/s);
  });

  test("a class and an average exclude each other, and an unknown average is named", () => {
    expect(refusal(() => scoreMetric("roc-auc", { class: "a", average: "macro" }))).toMatch(/exclude/);
    expect(refusal(() => scoreMetric("roc-auc", { average: "micro" }))).toMatch(/macro or weighted/);
  });

  test("a positive class that no row can be of is refused, with the nearest that there is", () => {
    const metric = scoreMetric("roc-auc", {}, { positive: "Yes", isMultiLabel: false });
    expect(refusal(() => valueOn(metric, scoredSide(RANKED)))).toMatch(/no label "Yes"; did you mean "yes"\?/);
  });

  test("a score of the positive class is not taken for another's", () => {
    expect(refusal(() => valueOn(scoreMetric("roc-auc", { class: "no" }, BINARY), scoredSide(RANKED)))).toMatch(
      /of the positive class, "yes"/,
    );
  });

  test("a table without scores, without a label's column, or without classes' scores is refused", () => {
    expect(refusal(() => binary("roc-auc", { label: ["yes", "no"] }))).toMatch(/candidate\.jsonl has no scores/);
    expect(refusal(() => multi("roc-auc", RANKED, { average: "macro" }))).toMatch(/no columns scores\.<class>/);
    expect(refusal(() => multi("top-k-accuracy", RANKED))).toMatch(/no columns scores\.<class>/);
    const fish = { ...ANIMALS, label: ["fish", "dog", "bird", "dog"] };
    for (const name of ["log-loss", "brier-score", "ece", "top-k-accuracy"]) {
      expect(
        refusal(() => multi(name, fish)),
        name,
      ).toMatch(/the label "fish", but no column "scores\.fish"/);
    }
    expect(refusal(() => multi("roc-auc", fish, { average: "macro" }))).toMatch(/"scores\.fish"/);
  });

  test.each(["log-loss", "brier-score", "ece"])("%s refuses what is no probability; ROC AUC takes it", (name) => {
    for (const score of [-0.1, 1.5]) {
      const columns = { label: ["yes", "no"], score: [0.5, score] };
      expect(refusal(() => binary(name, columns))).toMatch(/from 0 to 1/);
      expect(binary("roc-auc", columns)).not.toBeNaN();
    }
  });

  test.each(["log-loss", "brier-score", "ece"])(
    "%s refuses rows that do not sum to 1, but for rounding to three decimals",
    (name) => {
      const near = {
        label: ["a", "b", "c"],
        "scores.a": [0.333, 0.5, 0],
        "scores.b": [0.333, 0.5, 0],
        "scores.c": [0.333, 0, 1],
      };
      expect(multi(name, near)).toBeGreaterThan(0);
      expect(refusal(() => multi(name, { ...near, "scores.c": [0.4, 0, 1] }))).toMatch(/sum to 1\.066/);
    },
  );

  test("as many places as classes are refused, and so are no places and too many bins", () => {
    expect(refusal(() => multi("top-k-accuracy", ANIMALS, { k: "3" }))).toMatch(/always 1/);
    expect(refusal(() => scoreMetric("top-k-accuracy", { k: "0" }))).toMatch(/from 1 /);
    expect(refusal(() => scoreMetric("ece", { bins: "10001" }))).toMatch(/at most 10000/);
  });

  test("classes may have any name", () => {
    const columns = {
      label: ["__proto__", "constructor", "toString"],
      "scores.__proto__": [0.8, 0.1, 0.1],
      "scores.constructor": [0.1, 0.8, 0.1],
      "scores.toString": [0.1, 0.1, 0.8],
    };
    expect(multi("roc-auc", columns, { average: "macro" })).toBe(1);
    expect(multi("top-k-accuracy", columns, { k: "1" })).toBe(1);
    expect(multi("brier-score", columns)).toBeCloseTo(0.06, 14);
  });
});

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return `${error.message}\n${error.remedy ?? ""}`;
    throw error;
  }
  throw new Error("nothing was refused");
}
