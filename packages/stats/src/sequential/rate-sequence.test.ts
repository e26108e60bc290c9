import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../test/harness/conforms.ts";
import { binomialProbability } from "../binomial.ts";
import { logBetaMixture } from "./beta-mixture.ts";
import { ratePValue, rateSequence } from "./rate-sequence.ts";
import type { SequenceSettings } from "./settings.ts";

const TWO_SIDED: SequenceSettings = { alpha: 0.05, side: "two-sided", tightestAt: 100 };

describe("the numbers of confseq's own tests", () => {
  conformsEach({ area: "Canary analysis", claim: "sequences of rates and mixtures", peer: "confseq's own tests" });
  test.each([
    [700, 1_000, 100, 0.651629, 0.745949],
    [15, 50, 50, 0.129556, 0.511896],
    [5, 50, 50, 0.013021, 0.269264],
    [1, 50, 50, 0, 0.13489],
    [1, 2, 50, 0, 1],
    [100, 200, 1, 0.328923, 0.671076],
    [0, 1, 50, 0, 1],
    [1, 1, 50, 0, 1],
  ])("%d of %d, tightest at %d, lie in %d to %d", (sum, n, tightestAt, low, high) => {
    const found = rateSequence(sum, n, { ...TWO_SIDED, tightestAt });
    // Its own tolerance.
    expect(Math.abs(found.low - low)).toBeLessThan(1e-5);
    expect(Math.abs(found.high - high)).toBeLessThan(1e-5);
  });

  test("the mixtures of s = 10 and v = 100 with g = 0.2 and h = 0.8", () => {
    // In our terms p = g, n = v / (g h) = 625 and a sum of s + p n = 135; tightest at v_opt / (g h) = 625.
    const settings = { ...TWO_SIDED, tightestAt: 625 };
    expect(logBetaMixture(135, 625, 0.2, settings)).toBeCloseTo(-0.6941012, 6);
    expect(logBetaMixture(135, 625, 0.2, { ...settings, side: "lower" })).toBeCloseTo(-0.07134019, 7);
  });
});

const cases = [
  ["two-sided", 0.3],
  ["lower", 0.3],
  ["upper", 0.3],
  ["two-sided", 0.004],
  ["lower", 0.004],
  ["upper", 0.98],
] as const;

test.each(cases)("the %s mixture is worth 1 on average where the rate is %d", (side, p) => {
  for (const n of [1, 7, 60]) {
    let mean = 0;
    for (let k = 0; k <= n; k++) {
      mean += binomialProbability(k, n, p) * Math.exp(logBetaMixture(k, n, p, { ...TWO_SIDED, side }));
    }
    expect(mean).toBeCloseTo(1, 9);
  }
});

test("one-sided evidence against a rate of at most p is worth at most 1 where it is below", () => {
  let mean = 0;
  for (let k = 0; k <= 40; k++) {
    mean += binomialProbability(k, 40, 0.1) * Math.exp(logBetaMixture(k, 40, 0.2, { ...TWO_SIDED, side: "lower" }));
  }
  expect(mean).toBeLessThan(1);
});

const counts = fc
  .integer({ min: 1, max: 5_000 })
  .chain((n) => fc.tuple(fc.double({ min: 0, max: n, noNaN: true }), fc.constant(n)));

test("the interval holds the mean, within 0 to 1, and p is alpha at its ends", () => {
  fc.assert(
    fc.property(counts, ([sum, n]) => {
      const { low, high } = rateSequence(sum, n, TWO_SIDED);
      expect(0 <= low && low <= sum / n && sum / n <= high && high <= 1).toBe(true);
      for (const end of [low, high]) {
        if (end > 1e-9 && end < 1 - 1e-9) expect(ratePValue(sum, n, end, TWO_SIDED)).toBeCloseTo(0.05, 6);
      }
    }),
  );
});

test("a rate and its complement mirror each other", () => {
  const [events, others] = [rateSequence(30, 1_000, TWO_SIDED), rateSequence(970, 1_000, TWO_SIDED)];
  expect(others.low).toBeCloseTo(1 - events.high, 12);
  expect(others.high).toBeCloseTo(1 - events.low, 12);
});

test("one side has one end, nearer than both would be", () => {
  const both = rateSequence(30, 1_000, TWO_SIDED);
  const lower = rateSequence(30, 1_000, { ...TWO_SIDED, side: "lower" });
  const upper = rateSequence(30, 1_000, { ...TWO_SIDED, side: "upper" });
  expect(lower.high).toBe(1);
  expect(upper.low).toBe(0);
  expect(lower.low).toBeGreaterThan(both.low);
  expect(upper.high).toBeLessThan(both.high);
});

test("nothing is known of no values", () => {
  expect(rateSequence(0, 0, TWO_SIDED)).toEqual({ low: 0, high: 1 });
});

test.each([
  [2, 1],
  [-1, 5],
  [Number.NaN, 5],
  [1, 1.5],
  [1, Number.NaN],
])("a sum of %d of %d values is refused", (sum, n) => {
  expect(() => rateSequence(sum, n, TWO_SIDED)).toThrow(RangeError);
  expect(() => ratePValue(sum, n, 0.5, TWO_SIDED)).toThrow(RangeError);
});

test.each([0, 1, Number.NaN])("a rate of %d cannot be tested", (p) => {
  expect(() => ratePValue(1, 2, p, TWO_SIDED)).toThrow(RangeError);
});
