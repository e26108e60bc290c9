import { createRandom } from "@airworthy/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANIMALS, BINARY, CLASSES, type Columns, RANKED, SETS, scoredSide } from "../../../fixtures/scored.ts";
import { binConfidences } from "./calibration-bins.ts";
import { reliability } from "./reliability.ts";
import { rocPoints } from "./roc-points.ts";

describe("reliability diagram", () => {
  test("each bin has its rows, their mean confidence in the top class and the share that are right, by hand", () => {
    const columns = { label: ["yes", "yes", "no", "no", "no"], score: [0.92, 0.96, 0.8, 0.3, 0.05] };
    expect(reliability(scoredSide(columns, [1, 1, 1, 1, 2]), ofAll(5), 5, BINARY)).toEqual([
      { count: 2, confidence: (0.8 + 0.7) / 2, accuracy: 0.5 },
      { count: 4, confidence: expect.closeTo((0.92 + 0.96 + 0.95 * 2) / 4, 14), accuracy: 1 },
    ]);
  });

  test("a confidence at the end of a bin is in that bin, 0 in the first", () => {
    const ends = Float64Array.from({ length: 16 }, (_, end) => end / 15);
    const { binOfRow } = binConfidences({ confidence: ends, isRight: new Uint8Array(16) }, 15);
    expect([...binOfRow]).toEqual([0, ...Array.from({ length: 15 }, (_, bin) => bin)]);
  });

  test("there is none without probabilities, a positive class for a score, or of sets of labels", () => {
    expect(reliability(scoredSide({ label: ["yes", "no"] }), ofAll(2), 10, BINARY)).toBeNull();
    expect(reliability(scoredSide(RANKED), ofAll(4), 10, CLASSES)).toBeNull();
    expect(reliability(scoredSide({ ...RANKED, score: [-3, 1, 2, 4] }), ofAll(4), 10, BINARY)).toBeNull();
    expect(reliability(scoredSide(RANKED), ofAll(4), 10, { ...SETS, positive: "yes" })).toBeNull();
    expect(reliability(scoredSide(ANIMALS), ofAll(4), 10, CLASSES)).toHaveLength(3);
  });
});

describe("ROC curve", () => {
  test("few rows have all their points, as scikit-learn's roc_curve documents them", () => {
    expect(roc(RANKED, 50)).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
  });

  test("rows of one score are one point", () => {
    expect(roc({ label: ["yes", "no", "yes"], score: [0.5, 0.5, 0.5] }, 50)).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  test("many rows have at most as many points as are wanted, from corner to corner, neither rate falling", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 2, max: 400 }),
        fc.integer(),
        (most, rows, seed) => {
          const random = createRandom(seed);
          const label = Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? "yes" : "no"));
          const points = roc({ label, score: label.map(() => random.integer(300) / 300) }, most);
          expect(points.length).toBeLessThanOrEqual(most);
          expect([points[0], points.at(-1)]).toEqual([
            [0, 0],
            [1, 1],
          ]);
          for (const [index, [x = 0, y = 0]] of points.entries()) {
            expect(x).toBeGreaterThanOrEqual(points[index - 1]?.[0] ?? 0);
            expect(y).toBeGreaterThanOrEqual(points[index - 1]?.[1] ?? 0);
          }
        },
      ),
    );
  });

  test("there is none without a positive class, a score, or both classes", () => {
    expect(rocPoints(scoredSide(RANKED), ofAll(4), 50, CLASSES)).toBeNull();
    expect(rocPoints(scoredSide({ label: ["yes", "no"] }), ofAll(2), 50, BINARY)).toBeNull();
    expect(rocPoints(scoredSide({ label: ["yes", "yes"], score: [0, 1] }), ofAll(2), 50, BINARY)).toBeNull();
  });
});

function roc(columns: Columns, most: number): number[][] {
  const side = scoredSide(columns);
  const points = rocPoints(side, ofAll(side.rows), most, BINARY) ?? [];
  return points.map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]);
}

function ofAll(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}
