import fc from "fast-check";
import { expect, test } from "vitest";
import { binomialProbability } from "./binomial.ts";
import { incompleteBeta } from "./incomplete-beta.ts";

test("with whole parameters it is a tail of the binomial distribution", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (a, b, x) => {
        // Abramowitz and Stegun 26.5.24: I_x(a, b) is the chance of at least a of a + b - 1.
        const n = a + b - 1;
        let tail = 0;
        for (let k = n; k >= a; k--) tail += binomialProbability(k, n, x);
        expect(Math.abs(incompleteBeta(x, 1 - x, a, b) - tail)).toBeLessThan(1e-11 * tail);
      },
    ),
  );
});

test("of parameters 1/2 it is the arcsine law, down to the smallest x", () => {
  for (const x of [1e-300, 1e-12, 0.1, 0.5, 0.9]) {
    const expected = (2 / Math.PI) * Math.asin(Math.sqrt(x));
    expect(Math.abs(incompleteBeta(x, 1 - x, 0.5, 0.5) / expected - 1)).toBeLessThan(1e-13);
  }
});

test("its ends are 0 and 1, and what has no distribution is refused", () => {
  expect(incompleteBeta(0, 1, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 0, 2, 3)).toBe(1);
  for (const [x, a] of [
    [-0.1, 1],
    [Number.NaN, 1],
    [0.5, 0],
    [0.5, Number.NaN],
  ] as const) {
    expect(() => incompleteBeta(x, 1 - x, a, 1)).toThrow(RangeError);
  }
});
