import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { seedFrom } from "./seed.ts";

const seed = fc.maxSafeInteger();

test("a seed determines the stream, and other seeds give other streams", () => {
  fc.assert(
    fc.property(seed, seed, (a, b) => {
      const draws = (from: number) => {
        const random = createRandom(from);
        return Array.from({ length: 5 }, () => random.next());
      };
      expect(draws(a)).toEqual(draws(a));
      if (a !== b) expect(draws(a)).not.toEqual(draws(b));
    }),
  );
});

test("the stream is the one that evidence was written with so far", () => {
  const random = createRandom(1);
  expect([random.next(), random.next(), random.integer(10)]).toEqual([0.26799764099145185, 0.06348736521634812, 3]);
});

test("next is in [0, 1), evenly: a chi-square of 100 bins stays under its 0.999999 quantile", () => {
  const random = createRandom(7);
  const bins = new Array<number>(100).fill(0);
  for (let draw = 0; draw < 100_000; draw++) {
    const value = random.next();
    expect(value >= 0 && value < 1).toBe(true);
    const bin = Math.floor(value * 100);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // scipy.stats.chi2.ppf(0.999999, 99) = 180.8
  expect(chiSquare).toBeLessThan(180.8);
});

test("integer is in [0, n) and reaches every value", () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 1, max: 20 }), (from, n) => {
      const random = createRandom(from);
      const seen = new Set(Array.from({ length: 400 }, () => random.integer(n)));
      expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, value) => value));
    }),
    { seed: 1, numRuns: 50 },
  );
  expect(createRandom(1).integer(2 ** 32)).toBeLessThan(2 ** 32);
});

test("seeds and bounds that are not whole numbers in range are refused", () => {
  for (const bad of [0.5, Number.NaN, 2 ** 53]) expect(() => createRandom(bad)).toThrow(RangeError);
  for (const n of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) expect(() => createRandom(1).integer(n)).toThrow(RangeError);
});

test("a derived seed depends on the seed, on every name and on where names are divided", () => {
  fc.assert(
    fc.property(seed, fc.array(fc.string()), (from, names) => {
      const derived = seedFrom(from, ...names);
      expect(Number.isSafeInteger(derived) && derived >= 0).toBe(true);
      expect(seedFrom(from, ...names)).toBe(derived);
      expect(seedFrom(from, ...names, "")).not.toBe(derived);
      expect(seedFrom(from === 0 ? 1 : -from, ...names)).not.toBe(derived);
    }),
  );
  expect(seedFrom(1, "ab", "c")).not.toBe(seedFrom(1, "a", "bc"));
  expect(seedFrom(1, "a", "b")).not.toBe(seedFrom(1, "b", "a"));
});

test("a hundred thousand names give as many seeds", () => {
  const seeds = new Set(Array.from({ length: 100_000 }, (_, index) => seedFrom(0, `case-${index}`)));
  expect(seeds.size).toBe(100_000);
});

test("derived seeds are the ones that evidence was written with so far", () => {
  expect(seedFrom(1, "ab", "c")).toBe(3400538131484182);
});
