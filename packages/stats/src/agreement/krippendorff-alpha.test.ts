import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../test/harness/conforms.ts";
import { type AlphaLevel, alphaInterval, krippendorffAlpha } from "./krippendorff-alpha.ts";

/** People's values, one string a person, a full stop where one said nothing, turned into those of each unit. */
function unitsOf(...people: readonly string[]): number[][] {
  return [...(people[0] ?? "")].map((_, unit) =>
    people.flatMap((values) => (values[unit] === "." ? [] : [Number.parseInt(values[unit] ?? "", 36)])),
  );
}

describe("the worked examples of Krippendorff, Computing Krippendorff's Alpha-Reliability (2011)", () => {
  conformsEach({ area: "Statistics", claim: "agreement of people", peer: "Krippendorff (2011)" });
  test("A, two people and two values: 0.095", () => {
    const { alpha, values } = krippendorffAlpha(unitsOf("0100000010", "1110010000"), "nominal");
    expect(values).toBe(20);
    expect(alpha).toBeCloseTo(0.095, 3);
  });

  test("B, two people and five values: 0.692", () => {
    expect(krippendorffAlpha(unitsOf("aabbdcccedda", "babbbccceddd"), "nominal").alpha).toBeCloseTo(0.692, 3);
  });

  const FOUR = unitsOf("123321412...", "1233224125.3", ".3332342251.", "12332441251.");

  test.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
  ] as const)("C and D, four people, values missing, %s: %f", (level, published) => {
    const { alpha, units, values } = krippendorffAlpha(FOUR, level);
    expect([units, values]).toEqual([11, 40]);
    expect(alpha).toBeCloseTo(published, 3);
  });
});

const LEVELS: readonly AlphaLevel[] = ["nominal", "ordinal", "interval"];
const unitsArbitrary = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 }), { maxLength: 20 });

test("neither the order of units nor that of people matters, at any level", () => {
  fc.assert(
    fc.property(unitsArbitrary, fc.constantFrom(...LEVELS), (units, level) => {
      const turned = units.map((unit) => unit.toReversed()).toReversed();
      expect(krippendorffAlpha(turned, level)).toEqual(krippendorffAlpha(units, level));
      const settings = { draws: 20, confidence: 0.9, seed: 3 };
      expect(alphaInterval(turned, level, settings)).toEqual(alphaInterval(units, level, settings));
    }),
  );
});

test("the sums give what Krippendorff's definition gives, pair by pair", () => {
  const squares: Record<AlphaLevel, (a: number, b: number, all: readonly number[]) => number> = {
    nominal: (a, b) => (a === b ? 0 : 1),
    interval: (a, b) => (a - b) ** 2,
    ordinal: (a, b, all) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const between = all.filter((value) => value >= low && value <= high).length;
      return a === b ? 0 : (between - all.filter((value) => value === a || value === b).length / 2) ** 2;
    },
  };
  const mean = (values: readonly number[], delta: (a: number, b: number) => number) =>
    values.flatMap((a, i) => values.flatMap((b, j) => (i === j ? [] : [delta(a, b)]))).reduce((x, y) => x + y, 0) /
    (values.length - 1);
  fc.assert(
    fc.property(unitsArbitrary, fc.constantFrom(...LEVELS), (units, level) => {
      const pairable = units.filter(({ length }) => length > 1);
      const all = pairable.flat();
      const delta = (a: number, b: number) => squares[level](a, b, all);
      const observed = pairable.reduce((sum, unit) => sum + mean(unit, delta), 0);
      const expected = mean(all, delta);
      const { alpha } = krippendorffAlpha(units, level);
      if (!(expected > 0)) expect(alpha).toBeNull();
      else expect(alpha).toBeCloseTo(1 - observed / expected, 9);
    }),
  );
});

test("perfect agreement on several values is 1; on one value alone nobody can tell", () => {
  expect(
    krippendorffAlpha(
      [
        [1, 1],
        [2, 2],
      ],
      "ordinal",
    ).alpha,
  ).toBe(1);
  expect(
    krippendorffAlpha(
      [
        [1, 1],
        [1, 1],
      ],
      "nominal",
    ),
  ).toEqual({ alpha: null, units: 2, values: 4 });
  expect(krippendorffAlpha([[1], []], "nominal")).toEqual({ alpha: null, units: 0, values: 0 });
  expect(alphaInterval([[1, 1]], "nominal", { draws: 9, confidence: 0.9, seed: 0 })).toBeNull();
});

test("large numbers keep their digits: adding a billion to each changes nothing", () => {
  const units = [
    [1, 2],
    [2, 2, 3],
    [5, 4],
  ];
  const far = units.map((unit) => unit.map((value) => value + 1e9));
  expect(krippendorffAlpha(far, "interval").alpha).toBeCloseTo(krippendorffAlpha(units, "interval").alpha ?? 0, 12);
});

test("the interval holds the estimate, is the same for the same seed, and narrows with more units", () => {
  const few = Array.from({ length: 30 }, (_, unit) => (unit % 5 === 0 ? [0, 1] : [unit % 2, unit % 2]));
  const many = Array.from({ length: 20 }, () => few).flat();
  const settings = { draws: 500, confidence: 0.95, seed: 7 };
  const interval = alphaInterval(few, "nominal", settings) ?? { low: Number.NaN, high: Number.NaN };
  const narrow = alphaInterval(many, "nominal", settings) ?? { low: Number.NaN, high: Number.NaN };
  const { alpha } = krippendorffAlpha(few, "nominal");
  expect(interval.low).toBeLessThan(alpha ?? Number.NaN);
  expect(interval.high).toBeGreaterThan(alpha ?? Number.NaN);
  expect(narrow.high - narrow.low).toBeLessThan((interval.high - interval.low) / 3);
  expect(alphaInterval(few, "nominal", settings)).toEqual(interval);
  expect(alphaInterval(few, "nominal", { ...settings, seed: 8 })).not.toEqual(interval);
});

test("NaN, no draws and impossible confidences are refused", () => {
  expect(() => krippendorffAlpha([[Number.NaN]], "nominal")).toThrow(RangeError);
  const settings = { draws: 0, confidence: 0.9, seed: 0 };
  expect(() => alphaInterval([[1, 2]], "nominal", settings)).toThrow(/needs draws/);
  expect(() => alphaInterval([[1, 2]], "nominal", { ...settings, draws: 9, confidence: 1 })).toThrow(RangeError);
});
