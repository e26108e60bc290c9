import { expect, test } from "vitest";
import { deviance, stirlingError } from "./stirling.ts";

test("errors of Stirling's formula are those of ln Γ, at halves too, where Γ is known in closed form", () => {
  // Γ(n + 1/2) = (2n)! sqrt(pi) / (4^n n!), so that ln Γ(x + 1) for x = n - 1/2 follows by hand.
  for (const n of [1, 2, 5, 9, 15, 17]) {
    const x = n - 0.5;
    let logGamma = Math.log(Math.PI) / 2;
    for (let i = 1; i <= n; i++) logGamma += Math.log(i - 0.5);
    const expected = logGamma - (0.5 * Math.log(2 * Math.PI * x) + x * Math.log(x) - x);
    expect(stirlingError(x)).toBeCloseTo(expected, 13);
  }
});

test("the recurrence meets the table and the series", () => {
  for (const x of [1, 7, 15]) expect(stirlingError(x + 1e-12)).toBeCloseTo(stirlingError(x), 12);
  expect(stirlingError(16 - 1e-9)).toBeCloseTo(stirlingError(16), 12);
});

test("what is below 0 or no number is refused", () => {
  for (const x of [-1, Number.NaN]) expect(() => stirlingError(x)).toThrow(RangeError);
});

test("the deviance keeps its digits where x is near m: by the series, (x - m)^2 / 2m - (x - m)^3 / 6m^2", () => {
  const m = 1e6;
  for (const difference of [2 ** -10, 1, 30]) {
    const expected = difference ** 2 / (2 * m) - difference ** 3 / (6 * m ** 2) + difference ** 4 / (12 * m ** 3);
    expect(Math.abs(deviance(m + difference, m) / expected - 1)).toBeLessThan(1e-9);
  }
  expect(deviance(3, 3)).toBe(0);
  expect(deviance(1, 10)).toBeCloseTo(9 - Math.log(10), 14);
});
