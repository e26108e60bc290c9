import fc from "fast-check";
import { expect, test } from "vitest";
import { wilcoxonSignedRank } from "./wilcoxon.ts";

test("Darwin's plants, as in SciPy's documentation: 24 and p = 0.041259765625", () => {
  const differences = Float64Array.of(6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75);
  expect(wilcoxonSignedRank(differences)).toEqual({ statistic: 24, pValue: 0.041259765625 });
});

test("few differences give exact fractions by hand: all of 5 one way is 2 of 32 ways", () => {
  expect(wilcoxonSignedRank(Float64Array.of(1, 2, 3, 4, 5))).toEqual({ statistic: 0, pValue: 2 / 32 });
  // Ranks 1 and 2.5, 2.5 (a tie): sums of at most 1 are {} and {1}, 2 of 8 ways on either side.
  expect(wilcoxonSignedRank(Float64Array.of(-1, 2, 2))).toEqual({ statistic: 1, pValue: 4 / 8 });
});

test("zeros are left out", () => {
  expect(wilcoxonSignedRank(Float64Array.of(0, 1, 0, 2, 3, -0))).toEqual({ statistic: 0, pValue: 2 / 8 });
});

test("without any difference p is 1, be they few or many", () => {
  for (const rows of [0, 1, 1000]) {
    expect(wilcoxonSignedRank(new Float64Array(rows))).toEqual({ statistic: 0, pValue: 1 });
  }
});

test("many differences take the normal distribution with the correction for ties: by hand", () => {
  // 60 equal ones, 20 of them negative: mean rank 30.5, sum 610; variance (60 * 61 * 121 - (60^3 - 60) / 2) / 24 = 13953.75;
  // z = (610 - 915) / sqrt(13953.75) = -2.58199, and 2 Φ(z) = 0.009823275.
  const differences = new Float64Array(60).map((_, row) => (row < 20 ? -3 : 3));
  const { statistic, pValue } = wilcoxonSignedRank(differences);
  expect(statistic).toBe(610);
  expect(pValue).toBeCloseTo(0.009823275, 8);
});

test("neither the order nor the sides matter, and p is a probability", () => {
  const differences = fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -9, max: 9, noNaN: true })));
  fc.assert(
    fc.property(differences, (values) => {
      const result = wilcoxonSignedRank(Float64Array.from(values));
      expect(wilcoxonSignedRank(Float64Array.from(values.toReversed()))).toEqual(result);
      expect(wilcoxonSignedRank(Float64Array.from(values, (value) => -value))).toEqual(result);
      expect(result.pValue > 0 && result.pValue <= 1).toBe(true);
    }),
  );
});

test("NaN is refused", () => {
  expect(() => wilcoxonSignedRank(Float64Array.of(1, Number.NaN))).toThrow(RangeError);
});
