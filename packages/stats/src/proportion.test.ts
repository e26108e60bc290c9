import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { wilsonInterval } from "./proportion.ts";

test("Newcombe's published score intervals (Statistics in Medicine 17, 1998, table I) come out", () => {
  const published = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const;
  for (const [successes, n, low, high] of published) {
    const interval = wilsonInterval(successes, n, 0.95);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  }
  conforms({
    area: "Statistics",
    claim: "intervals of a proportion",
    peer: "Newcombe (1998), table I",
    cases: assertionsMade(),
  });
});

test("the interval holds the proportion, within [0, 1], and mirrors for failures", () => {
  const counts = fc.nat({ max: 100_000 }).chain((n) => fc.tuple(fc.nat({ max: n }), fc.constant(n)));
  fc.assert(
    fc.property(counts, fc.double({ min: 0.5, max: 0.9999, noNaN: true }), ([successes, n], confidence) => {
      const { low, high } = wilsonInterval(successes, n, confidence);
      const mirrored = wilsonInterval(n - successes, n, confidence);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      if (n > 0) expect(low - 1e-12 <= successes / n && successes / n <= high + 1e-12).toBe(true);
      expect(low).toBeCloseTo(1 - mirrored.high, 12);
    }),
  );
});

test("of no trials nothing is known; of none or only successes an end is exact", () => {
  expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
  expect(wilsonInterval(0, 7, 0.95).low).toBe(0);
  expect(wilsonInterval(7, 7, 0.95).high).toBe(1);
});

test("counts and confidences that cannot be are refused", () => {
  for (const [successes, n, confidence] of [
    [3, 2, 0.9],
    [-1, 2, 0.9],
    [0.5, 2, 0.9],
    [1, Number.NaN, 0.9],
    [1, 2, 1],
    [1, 2, 0],
  ] as const) {
    expect(() => wilsonInterval(successes, n, confidence)).toThrow(RangeError);
  }
});
