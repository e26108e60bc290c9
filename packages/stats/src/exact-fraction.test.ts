import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestDouble } from "./exact-fraction.ts";

test("fractions of numbers that doubles hold are what division gives, which rounds once", () => {
  const whole = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      expect(nearestDouble(BigInt(a), BigInt(b))).toBe(a / b);
    }),
  );
  expect(nearestDouble(0n, 7n)).toBe(0);
});

test("common factors far beyond a double's range change nothing", () => {
  const factor = 7n ** 2000n;
  expect(nearestDouble(factor, 20n * factor)).toBe(0.05);
  expect(nearestDouble(1n, 2n ** 1000n)).toBe(2 ** -1000);
});

test("half-way cases round to even, and what lies just beyond them upwards", () => {
  const half = 2n ** 53n + 1n;
  expect(nearestDouble(half, 1n)).toBe(2 ** 53);
  expect(nearestDouble(half * 2n ** 200n + 1n, 2n ** 200n)).toBe(2 ** 53 + 2);
});
