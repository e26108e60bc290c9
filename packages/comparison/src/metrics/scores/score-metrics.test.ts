import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../../test/harness/conforms.ts";
import { ANIMALS, BINARY, binary, multi, RANKED, SETS, scoredSide, scoreMetric } from "../../../fixtures/scored.ts";
import { valueOn } from "../../../fixtures/side.ts";

describe("scikit-learn's documented examples", () => {
  conformsEach({ area: "Metrics", claim: "metrics of scores", peer: "scikit-learn's documentation" });
  test("roc_auc_score 0.75, average_precision_score 0.83", () => {
    expect(binary("roc-auc", RANKED)).toBe(0.75);
    expect(binary("average-precision", RANKED)).toBeCloseTo(5 / 6, 14);
  });

  test("log_loss of spam and ham is 0.21616", () => {
    const columns = {
      label: ["spam", "ham", "ham", "spam"],
      "scores.ham": [0.1, 0.9, 0.8, 0.35],
      "scores.spam": [0.9, 0.1, 0.2, 0.65],
    };
    expect(multi("log-loss", columns)).toBeCloseTo(0.21616, 5);
    const score = { label: columns.label, score: columns["scores.spam"] };
    expect(valueOn(scoreMetric("log-loss", { class: "spam" }), scoredSide(score))).toBeCloseTo(0.21616, 5);
  });

  test("brier_score_loss is 0.0375 of four rows of two classes, 0.146 unscaled and 0.073 halved of three classes", () => {
    expect(binary("brier-score", { label: ["no", "yes", "yes", "no"], score: [0.1, 0.9, 0.8, 0.3] })).toBeCloseTo(
      0.0375,
      14,
    );
    const columns = {
      label: ["eggs", "ham", "spam"],
      "scores.eggs": [0.8, 0.2, 0.2],
      "scores.ham": [0.1, 0.7, 0.2],
      "scores.spam": [0.1, 0.1, 0.6],
    };
    expect(multi("brier-score", columns)).toBeCloseTo(0.44 / 3, 14);
    expect(multi("brier-score", columns, { "scale-by-half": "yes" })).toBeCloseTo(0.22 / 3, 14);
  });

  test("top_k_accuracy_score is 0.75 with k = 2", () => {
    const columns = {
      label: ["0", "1", "2", "2"],
      "scores.0": [0.5, 0.3, 0.2, 0.7],
      "scores.1": [0.2, 0.4, 0.4, 0.2],
      "scores.2": [0.2, 0.2, 0.3, 0.1],
    };
    expect(multi("top-k-accuracy", columns)).toBe(0.75);
    expect(multi("top-k-accuracy", columns, { k: "1" })).toBe(0.5);
  });
});

describe("by hand", () => {
  test("a certain error costs as much as a double allows, not infinity; a certain truth hardly anything", () => {
    const columns = { label: ["yes", "no"], score: [0, 0] };
    expect(binary("log-loss", columns)).toBeCloseTo(-Math.log(2 ** -52) / 2, 12);
    expect(binary("log-loss", { label: ["yes"], score: [1] })).toBe(-Math.log(1 - 2 ** -52));
  });

  test("of classes that tie, the later name is ahead", () => {
    const tied = { label: ["a", "c"], "scores.a": [0.4, 0.4], "scores.b": [0.2, 0.2], "scores.c": [0.4, 0.4] };
    expect(multi("top-k-accuracy", tied, { k: "1" })).toBe(0.5);
    expect(multi("top-k-accuracy", tied, { k: "2" })).toBe(1);
  });

  test("the areas of classes against the others are averaged alike, or by their rows", () => {
    // bird above all others: 1. cat above 0.2, 0.25, 0.4: 1. dogs 0.7 and 0.3 against 0.3 and 0.25: 1, 1, 1/2, 1 of 4.
    expect(multi("roc-auc", ANIMALS, { average: "macro" })).toBeCloseTo((1 + 1 + 3.5 / 4) / 3, 14);
    expect(multi("roc-auc", ANIMALS, { average: "weighted" })).toBeCloseTo((1 + 1 + 2 * (3.5 / 4)) / 4, 14);
    expect(multi("roc-auc", ANIMALS, { class: "dog" })).toBe(3.5 / 4);
  });

  test("a class without rows is no part of the average", () => {
    const metric = scoreMetric("roc-auc", { average: "macro" });
    if (metric.kind !== "rows") throw new Error("an area is of rows");
    const prepared = metric.prepare(scoredSide(ANIMALS), Uint32Array.of(0, 1, 3));
    // Without the bird: the cat is above both dogs, and of the dogs 0.7 is above 0.3 and 0.3 ties with it.
    expect(prepared.value(null)).toBeCloseTo((1 + 1.5 / 2) / 2, 14);
  });

  test("a row of several labels counts for each of their classes", () => {
    const columns = {
      label: ['["a"]', '["a","b"]', "[]", '["b"]'],
      "scores.a": [0.9, 0.3, 0.5, 0.1],
      "scores.b": [0.2, 0.6, 0.1, 0.7],
    };
    const side = { ...scoredSide(columns), classes: ["a", "b"] };
    // Of a: 0.9 and 0.3 against 0.5 and 0.1, 3 pairs of 4. Of b: 0.6 and 0.7 are above all.
    expect(valueOn(scoreMetric("roc-auc", { average: "macro" }, SETS), side)).toBe((3 / 4 + 1) / 2);
    expect(valueOn(scoreMetric("brier-score", { class: "a" }, SETS), side)).toBeCloseTo(
      (0.01 + 0.49 + 0.25 + 0.01) / 4,
      14,
    );
  });

  test("the calibration error is the gap of each bin by the bin's rows: of the top class, or of a class that is named", () => {
    const columns = { label: ["yes", "yes", "no", "no"], score: [0.9, 0.9, 0.8, 0.3] };
    // Top class: 0.9 twice, right; 0.8, wrong; 0.7, right. In fifteenths: 14, 14, 12, 11.
    expect(binary("ece", columns)).toBeCloseTo((2 * 0.1 + 0.8 + 0.3) / 4, 14);
    expect(valueOn(scoreMetric("ece", { class: "yes" }, BINARY), scoredSide(columns))).toBeCloseTo(
      (2 * 0.1 + 0.8 + 0.3) / 4,
      14,
    );
    // One bin: three right of four, against a mean of 0.825; of the class, two of four against 0.725.
    expect(valueOn(scoreMetric("ece", { bins: "1" }, BINARY), scoredSide(columns))).toBeCloseTo(0.825 - 0.75, 14);
    expect(valueOn(scoreMetric("ece", { bins: "1", class: "yes" }, BINARY), scoredSide(columns))).toBeCloseTo(
      0.725 - 0.5,
      14,
    );
  });

  test("scores.<class> are taken where a table has them, and score else", () => {
    const columns = { ...RANKED, "scores.yes": [0.4, 0.1, 0.8, 0.9], "scores.no": [0.6, 0.9, 0.2, 0.1] };
    expect(binary("roc-auc", columns)).toBe(1);
    expect(binary("roc-auc", RANKED)).toBe(0.75);
  });

  test.each(["roc-auc", "average-precision", "log-loss", "brier-score", "ece"])(
    "%s: a row that weighs two is there twice",
    (name) => {
      const weighted = binary(name, { label: ["yes", "no", "yes", "no"], score: [0.9, 0.3, 0.2, 0.6] }, [2, 1, 0, 3]);
      const repeated = { label: ["yes", "yes", "no", "no", "no", "no"], score: [0.9, 0.9, 0.3, 0.6, 0.6, 0.6] };
      expect(weighted).toBeCloseTo(binary(name, repeated), 14);
    },
  );
});

test("ids name what is not the default", () => {
  expect(scoreMetric("roc-auc", { class: "yes" }, BINARY).id).toBe("roc-auc");
  expect(scoreMetric("roc-auc", { class: "no" }, BINARY).id).toBe("roc-auc(class=no)");
  expect(scoreMetric("ece", { bins: "15" }).id).toBe("ece");
  expect(scoreMetric("ece", { bins: "10", class: "yes" }, BINARY).id).toBe("ece(bins=10,class=yes)");
  expect(scoreMetric("brier-score", { "scale-by-half": "auto" }).id).toBe("brier-score");
  expect(scoreMetric("average-precision", { average: "weighted" }).id).toBe("average-precision(average=weighted)");
});
