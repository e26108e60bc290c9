import { expect, test } from "vitest";
import { logNormalCdf } from "./log-normal-cdf.ts";

// mpmath 1.3.0 at 40 digits, to 15: log(erfc(-z / sqrt(2)) / 2).
test.each([
  [-10_000, -50000010.1292789],
  [-40, -804.608442013754],
  [-30, -454.321243956343],
  [-29.9, -451.322912458529],
  [-5, -15.0649983939887],
  [-1, -1.84102164500926],
  [0, -Math.LN2],
  [5.9, -1.8175078647511e-9],
  [6.1, -5.30342326435516e-10],
  [10, -7.61985302416053e-24],
])("ln of the share below %d has twelve digits", (z, expected) => {
  expect(Math.abs(logNormalCdf(z) / expected - 1)).toBeLessThan(1e-12);
});

test("of the infinities it is minus infinity and nothing, and NaN is refused", () => {
  expect(logNormalCdf(Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  expect(logNormalCdf(Number.POSITIVE_INFINITY)).toBeCloseTo(0, 300);
  expect(() => logNormalCdf(Number.NaN)).toThrow(RangeError);
});
