import { expect, test } from "vitest";
import { normalQuantile } from "./normal.ts";

test("Wichura's three check values come out to 15 digits", () => {
  // Applied Statistics 37 (1988), p. 484: one in each region of the approximation.
  for (const [p, z] of [
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.26234008979841],
  ] as const) {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-15);
  }
});

test("the quantile is odd about one half and infinite at the ends", () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.975)).toBeCloseTo(-normalQuantile(0.025), 14);
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
});

test("what is no probability is refused", () => {
  for (const p of [-0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
});
