import { describe, expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../../../test/harness/conforms.ts";
import { measured } from "../../../fixtures/side.ts";
import { parseMetric } from "../parse-metric.ts";

const SETS = { positive: null, isMultiLabel: true };

type Counted = readonly [label: readonly string[], prediction: readonly string[], count: number];

function on(metric: string, counts: readonly Counted[]): number {
  const rows = counts.flatMap(([label, prediction, count]) =>
    Array.from({ length: count }, () => ({ label, prediction })),
  );
  return measured(parseMetric(metric, SETS), rows);
}

test("scikit-learn's documented Hamming loss 0.75 of the sets {1} {0 1}, predicted {} {}", () => {
  // hamming_loss(np.array([[0, 1], [1, 1]]), np.zeros((2, 2)))
  const counts: Counted[] = [
    [["b"], [], 1],
    [["a", "b"], [], 1],
  ];
  expect(on("hamming-loss", counts)).toBe(0.75);
  conforms({ area: "Metrics", claim: "Hamming loss", peer: "scikit-learn's documentation", cases: assertionsMade() });
});

describe("label sets, by hand", () => {
  // Row 1 is right; row 2 misses y and adds z; row 3 predicts nothing; row 4 has nothing and predicts nothing.
  const counts: Counted[] = [
    [["x", "y"], ["y", "x"], 1],
    [["x", "y"], ["x", "z"], 1],
    [["z"], [], 1],
    [[], [], 1],
  ];

  test.each([
    // Two sets of four are equal.
    ["accuracy", 0.5],
    // Hits: x 2, y 1, z 0; support x 2, y 2, z 1; predicted x 2, y 1, z 1.
    ["micro-precision", 3 / 4],
    ["micro-recall", 3 / 5],
    ["micro-f1", 6 / 9],
    ["macro-recall", (1 + 0.5 + 0) / 3],
    ["macro-jaccard", (1 + 0.5 + 0) / 3],
    ["weighted-recall", 3 / 5],
    ["recall(class=y)", 0.5],
    // Wrong: y missed, z added, z missed, of 4 rows times 3 classes.
    ["hamming-loss", 3 / 12],
  ])("%s", (metric, expected) => {
    expect(on(metric, counts)).toBeCloseTo(expected, 14);
  });

  test("a member that is no class is a wrong prediction and a wrong decision more", () => {
    const strange: Counted[] = [
      [["x"], ["x", "?"], 1],
      [["y"], ["y"], 1],
    ];
    expect(on("accuracy", strange)).toBe(0.5);
    expect(on("micro-precision", strange)).toBeCloseTo(2 / 3, 15);
    expect(on("hamming-loss", strange)).toBe(1 / 5);
  });

  test.each(["mcc", "kappa", "balanced-accuracy"])("%s is refused", (metric) => {
    expect(() => on(metric, counts)).toThrow(/is of single labels, and these are sets/);
  });
});
