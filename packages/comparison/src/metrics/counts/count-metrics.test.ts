import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../../test/harness/conforms.ts";
import { measured } from "../../../fixtures/side.ts";
import type { MetricContext } from "../metric.ts";
import { parseMetric } from "../parse-metric.ts";

const SINGLE: MetricContext = { positive: null, isMultiLabel: false };

type Counted = readonly [label: string, prediction: string, count: number];

function on(metric: string, counts: readonly Counted[], context = SINGLE, classes: readonly string[] = []): number {
  const rows = counts.flatMap(([label, prediction, count]) =>
    Array.from({ length: count }, () => ({ label, prediction })),
  );
  return measured(parseMetric(metric, context), rows, classes);
}

/** The example in scikit-learn's documentation of precision_score and its kin: y_true 0 1 2 0 1 2, y_pred 0 2 1 0 0 1. */
const DOCUMENTED: readonly Counted[] = [
  ["0", "0", 2],
  ["1", "2", 1],
  ["1", "0", 1],
  ["2", "1", 2],
];

describe("scikit-learn's documented example", () => {
  conformsEach({ area: "Metrics", claim: "metrics of classes", peer: "scikit-learn's documentation" });
  test.each([
    ["accuracy", 2 / 6],
    ["macro-precision", 2 / 9],
    ["micro-precision", 1 / 3],
    ["weighted-precision", 2 / 9],
    ["macro-recall", 1 / 3],
    ["macro-f1", 4 / 15],
    ["micro-f1", 1 / 3],
    ["weighted-f1", 4 / 15],
    // fbeta_score(average="macro", beta=0.5) is 0.238...
    ["macro-f-beta(beta=0.5)", 5 / 21],
    ["recall(class=0)", 1],
    ["precision(class=0)", 2 / 3],
    ["f1(class=1)", 0],
  ])("%s", (metric, expected) => {
    expect(on(metric, DOCUMENTED)).toBeCloseTo(expected, 14);
  });

  test("balanced accuracy 0.625 of y_true 0 1 0 0 1 0, y_pred 0 1 0 0 0 1", () => {
    const counts: Counted[] = [
      ["0", "0", 3],
      ["0", "1", 1],
      ["1", "1", 1],
      ["1", "0", 1],
    ];
    expect(on("balanced-accuracy", counts)).toBe(0.625);
  });

  test("Matthews' correlation -0.33 of y_true + + + -, y_pred + - + +", () => {
    const counts: Counted[] = [
      ["+1", "+1", 2],
      ["+1", "-1", 1],
      ["-1", "+1", 1],
    ];
    expect(on("mcc", counts)).toBeCloseTo(-1 / 3, 14);
  });

  test("Cohen's kappa 0.6875 of negative positive negative neutral positive, negative positive negative neutral negative", () => {
    const counts: Counted[] = [
      ["negative", "negative", 2],
      ["neutral", "neutral", 1],
      ["positive", "positive", 1],
      ["positive", "negative", 1],
    ];
    expect(on("kappa", counts)).toBeCloseTo(0.6875, 14);
  });
});

describe("averages, by hand", () => {
  test("macro metrics weigh a rare class as much as a common one", () => {
    // a 90 of 90, b 0 of 10. Recall (1 + 0) / 2; F1 of a is 2 * 90 / (90 + 100), of b 0.
    const counts: Counted[] = [
      ["a", "a", 90],
      ["b", "a", 10],
    ];
    expect(on("accuracy", counts)).toBe(0.9);
    expect(on("macro-recall", counts)).toBe(0.5);
    expect(on("macro-f1", counts)).toBeCloseTo(180 / 190 / 2, 15);
    expect(on("weighted-f1", counts)).toBeCloseTo((0.9 * 180) / 190, 15);
  });

  test("a prediction that is no class is wrong and makes no class of its own, but is one for micro precision", () => {
    // a 8 of 10, b 10 of 10; F1 of a is 16 / (10 + 8), of b 1.
    const counts: Counted[] = [
      ["a", "a", 8],
      ["a", "dunno", 2],
      ["b", "b", 10],
    ];
    expect(on("accuracy", counts)).toBe(0.9);
    expect(on("macro-recall", counts)).toBeCloseTo(0.9, 15);
    expect(on("macro-f1", counts)).toBeCloseTo((16 / 18 + 1) / 2, 15);
    expect(on("micro-precision", counts)).toBe(0.9);
  });

  test("a declared class without labels does not enter a macro mean", () => {
    const counts: Counted[] = [
      ["a", "a", 3],
      ["b", "c", 1],
    ];
    expect(on("macro-recall", counts, SINGLE, ["a", "b", "c"])).toBe(0.5);
  });

  test("specificity is the recall of all other classes", () => {
    // Of 12 rows that are not b, 3 are predicted to be b.
    const counts: Counted[] = [
      ["a", "a", 9],
      ["a", "b", 3],
      ["b", "b", 5],
    ];
    expect(on("specificity(class=b)", counts)).toBe(0.75);
  });
});

describe("what is not defined", () => {
  const onlyA: Counted[] = [["a", "a", 4]];

  test("precision of a class that is never predicted is 0, as in scikit-learn", () => {
    const counts: Counted[] = [
      ["a", "a", 4],
      ["b", "a", 1],
    ];
    expect(on("precision(class=b)", counts)).toBe(0);
    expect(on("f-beta(beta=0,class=b)", counts)).toBe(0);
  });

  test.each(["recall", "precision", "f1", "jaccard"])(
    "%s of a class without labels and predictions is NaN",
    (metric) => {
      expect(on(`${metric}(class=b)`, onlyA, SINGLE, ["a", "b"])).toBeNaN();
    },
  );

  test("recall of a class that is predicted but never a label is NaN, its precision 0", () => {
    const counts: Counted[] = [
      ["a", "a", 4],
      ["a", "b", 1],
    ];
    expect(on("recall(class=b)", counts, SINGLE, ["a", "b"])).toBeNaN();
    expect(on("precision(class=b)", counts, SINGLE, ["a", "b"])).toBe(0);
  });

  test("agreement on one class alone is NaN; Matthews' correlation of a constant answer is 0", () => {
    expect(on("mcc", onlyA)).toBeNaN();
    expect(on("kappa", onlyA)).toBeNaN();
    const constant: Counted[] = [
      ["a", "a", 3],
      ["b", "a", 2],
    ];
    expect(on("mcc", constant)).toBe(0);
    expect(on("kappa", constant)).toBe(0);
  });

  test("without rows every metric is NaN", () => {
    for (const metric of ["accuracy", "macro-f1", "micro-f1", "weighted-f1", "balanced-accuracy", "mcc", "kappa"]) {
      expect(on(metric, []), metric).toBeNaN();
    }
  });
});

describe("one class", () => {
  test("the positive class is meant where none is named", () => {
    const context = { positive: "spam", isMultiLabel: false };
    const counts: Counted[] = [
      ["spam", "spam", 3],
      ["ham", "spam", 1],
      ["ham", "ham", 6],
    ];
    expect(on("precision", counts, context)).toBe(0.75);
    expect(on("precision(class=ham)", counts, context)).toBe(1);
  });

  test("without a positive class it must be named", () => {
    expect(() => parseMetric("f1", SINGLE)).toThrow(/f1 is of one class, and none is named/);
    expect(() => parseMetric("specificity", SINGLE)).toThrow(/none is named/);
  });

  test("one that is no class is refused and the nearest offered", () => {
    const counts: Counted[] = [["spam", "spam", 1]];
    expect(() => on("f1(class=spann)", counts)).toThrow(/"spann" is not one of the classes; did you mean "spam"\?/);
    expect(() => on("f1(class=__proto__)", counts)).toThrow(/is not one of the classes/);
  });

  test("a metric of one class says which, so that others' few rows do not matter to it", () => {
    expect(parseMetric("f1(class=a)", SINGLE).restsOn).toEqual({ name: "a", which: "own" });
    expect(parseMetric("specificity(class=a)", SINGLE).restsOn).toEqual({ name: "a", which: "others" });
    expect(parseMetric("macro-f1", SINGLE).restsOn).toEqual({ name: null, which: "own" });
    expect(parseMetric("weighted-f1", SINGLE).restsOn).toBeUndefined();
  });
});

test("F-beta needs its beta, at least 0", () => {
  expect(() => parseMetric("macro-f-beta", SINGLE)).toThrow(/macro-f-beta: beta is missing/);
  expect(() => parseMetric("macro-f-beta(beta=-1)", SINGLE)).toThrow(/beta is "-1"; a number from 0 to/);
});
