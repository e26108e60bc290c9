import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../random.ts";
import { empiricalBernstein, empiricalBernsteinOfBatches } from "./empirical-bernstein.ts";
import type { SequenceSettings } from "./settings.ts";
import type { UnitSums } from "./unit-sums.ts";

const UNIT = { least: 0, most: 1 };
const TWO_SIDED: SequenceSettings = { alpha: 0.05, side: "two-sided", tightestAt: 1_000 };

function sumsOf(values: readonly number[]): UnitSums {
  return {
    units: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    squares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

describe("a sequence of single values", () => {
  test("has the bets and the width by hand", () => {
    // Two-sided, alpha 0.4: log = ln 5 = 1.609438. The first bet is √(2 · 1.609438 / (0.25 ln 2)) = 4.31, so 1/2; the 41st, with a
    // variance of 0.25 / 41, is √(3.218876 · 41 / 0.25 / (41 ln 42)) = 1.856, so 1/2 too. All values are at the mean 1/2 before
    // them: the spread is 0, and half = 1.609438 / (41 / 2) = 0.0785092 of the bounds' width.
    const values = Array.from({ length: 41 }, () => 0);
    const { low, high } = empiricalBernstein(values, { least: -50, most: 50 }, { alpha: 0.4, side: "two-sided" });
    expect(high).toBeCloseTo(7.85092, 4);
    expect(low).toBeCloseTo(-7.85092, 4);
  });

  test("takes each deviation from the mean before it", () => {
    // One-sided, alpha 0.4: log = 0.916291. The first ten bets are 1/2, since √(1.832581 / (0.25 · 10 ln 11)) = 0.553.
    // Before a 1 the mean is 1/2; before the zeros 0.75, 0.625, 0.58333, 0.5625, 0.55. Squared deviations: 5 · 0.25 + 1.912309.
    // half = (0.916291 + 0.193147 · 3.162309) / 5 = 0.305416.
    const values = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0];
    const { low, high } = empiricalBernstein(values, UNIT, { alpha: 0.4, side: "lower" });
    expect(low).toBeCloseTo(0.5 - 0.305416, 5);
    expect(high).toBe(1);
  });

  test("holds the mean of a simulated stream at five looks, as often as promised", () => {
    let wrong = 0;
    for (let stream = 0; stream < 100; stream++) {
      const random = createRandom(stream);
      const values = Array.from({ length: 1_000 }, () => (random.next() < 0.1 ? 1 : 0.2 * random.next()));
      const isOutside = (look: number) => {
        const { low, high } = empiricalBernstein(values.slice(0, look), UNIT, { alpha: 0.2, side: "two-sided" });
        return low > 0.19 || high < 0.19;
      };
      if ([10, 30, 100, 300, 1_000].some(isOutside)) wrong++;
    }
    // The mean is 0.1 + 0.9 · 0.1; at most 20 % may be wrong.
    expect(wrong).toBeLessThanOrEqual(20);
  });

  test("mirrors itself, and moves with its bounds", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, (some) => {
        const { low, high } = empiricalBernstein(some, UNIT, TWO_SIDED);
        const mirrored = empiricalBernstein(
          some.map((value) => 1 - value),
          UNIT,
          TWO_SIDED,
        );
        expect(mirrored.low).toBeCloseTo(1 - high, 9);
        const moved = empiricalBernstein(
          some.map((value) => 8 * value - 3),
          { least: -3, most: 5 },
          TWO_SIDED,
        );
        expect(moved.low).toBeCloseTo(8 * low - 3, 7);
        expect(moved.high).toBeCloseTo(8 * high - 3, 7);
      }),
    );
  });

  test("knows the bounds alone of no values", () => {
    expect(empiricalBernstein([], { least: 2, most: 3 }, TWO_SIDED)).toEqual({ low: 2, high: 3 });
  });

  test.each([1.1, -0.1, Number.NaN])("refuses a value of %d and names its place", (value) => {
    expect(() => empiricalBernstein([0.5, value], UNIT, TWO_SIDED)).toThrow(/value 2/);
  });

  test("takes a value at a bound for one, whatever rounding says", () => {
    expect(() => empiricalBernstein([0.3, 0.1], { least: 0.1, most: 0.3 }, TWO_SIDED)).not.toThrow();
  });
});

describe("a sequence of batches", () => {
  test("has the width by hand", () => {
    // ln 40 = 3.688879; λ = √(7.377759 / (0.25 · 1000)) = 0.171788, ψ = -ln(0.828212) - 0.171788 = 0.016697. 1,000 values, half
    // of them 1: squared deviations from 1/2 are 250. half = (3.688879 + 250 · 0.016697) / 171.788 = 0.045772.
    const { low, high } = empiricalBernsteinOfBatches([{ units: 1_000, sum: 500, squares: 500 }], UNIT, TWO_SIDED);
    expect((high + low) / 2).toBeCloseTo(0.5, 12);
    expect((high - low) / 2).toBeCloseTo(0.04577, 4);
  });

  test("learns from the batches before: the second bet is larger where values vary less", () => {
    const calm = sumsOf(Array.from({ length: 500 }, (_, index) => 0.5 + (index % 2 === 0 ? 0.01 : -0.01)));
    const { low, high } = empiricalBernsteinOfBatches([calm, calm], UNIT, TWO_SIDED);
    const blind = empiricalBernsteinOfBatches(
      [{ units: 1_000, sum: 2 * calm.sum, squares: 2 * calm.squares }],
      UNIT,
      TWO_SIDED,
    );
    expect(high - low).toBeLessThan(blind.high - blind.low);
  });

  test("takes the sums of any values within the bounds", () => {
    const batch = fc.array(fc.double({ min: -7, max: 11, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1 }), (batches) => {
        const { low, high } = empiricalBernsteinOfBatches(batches.map(sumsOf), { least: -7, most: 11 }, TWO_SIDED);
        expect(low >= -7 && low <= high && high <= 11).toBe(true);
      }),
    );
  });

  test.each([
    { units: 10, sum: 11, squares: 11 },
    { units: 10, sum: -1, squares: 1 },
    { units: 10, sum: 5, squares: 6 },
    { units: 10, sum: 5, squares: 2 },
    { units: 1.5, sum: 1, squares: 1 },
    { units: 10, sum: Number.NaN, squares: 1 },
    { units: 10, sum: 1, squares: Number.NaN },
  ])("refuses %j, which no values have", (batch) => {
    expect(() => empiricalBernsteinOfBatches([batch], UNIT, TWO_SIDED)).toThrow(RangeError);
  });
});

test.each([
  { least: 1, most: 1 },
  { least: 0, most: Number.POSITIVE_INFINITY },
  { least: Number.NaN, most: 1 },
])("bounds of %j are refused", (bounds) => {
  expect(() => empiricalBernstein([], bounds, TWO_SIDED)).toThrow(RangeError);
  expect(() => empiricalBernsteinOfBatches([], bounds, TWO_SIDED)).toThrow(RangeError);
});
