import { expect, test } from "vitest";
import { quantileBins } from "./drift-bins.ts";

const UP_TO_100 = Float64Array.from({ length: 100 }, (_, index) => index + 1);

test("the baseline falls evenly into bins cut at its quantiles, and the candidate as it comes", () => {
  const binned = quantileBins({ baseline: UP_TO_100, candidate: UP_TO_100.map((x) => x + 20), weights: null }, 5);
  expect([...binned.baseline]).toEqual([20, 20, 20, 20, 20]);
  expect([...binned.candidate]).toEqual([0, 20, 20, 20, 40]);
});

test("what is beyond the baseline falls into the outer bins", () => {
  const candidate = Float64Array.of(-1e300, 1e300, 0);
  const { candidate: bins } = quantileBins({ baseline: Float64Array.of(1, 2, 3), candidate, weights: null }, 3);
  expect([...bins]).toEqual([2, 0, 1]);
});

test("a value at a cut is in the bin below it", () => {
  const baseline = Float64Array.of(0, 1, 2, 3);
  // The quartiles of 0, 1, 2, 3 lie at 0.75, 1.5, 2.25.
  const candidate = Float64Array.of(0.75, 1.5, 2.25, 2.2500001);
  expect([...quantileBins({ baseline, candidate, weights: null }, 4).candidate]).toEqual([1, 1, 1, 1]);
});

test("a value that many rows of the baseline have is a bin of its own, so that moving off it either way is seen", () => {
  const baseline = new Float64Array(50).fill(0.5);
  for (const moved of [0.4, 0.6]) {
    const binned = quantileBins({ baseline, candidate: new Float64Array(50).fill(moved), weights: null }, 3);
    expect(Math.max(...binned.baseline)).toBe(50);
    expect(binned.candidate[binned.baseline.indexOf(50)], `${moved}`).toBe(0);
  }
});

test("cuts are by rows and shares by weight", () => {
  const baseline = Float64Array.of(1, 2, 3);
  const binned = quantileBins({ baseline, candidate: Float64Array.of(3, 3, 1), weights: [1, 2, 4] }, 3);
  expect([...binned.baseline]).toEqual([1, 2, 4]);
  expect([...binned.candidate]).toEqual([4, 0, 3]);
});

test("fewer than three bins are refused", () => {
  const samples = { baseline: UP_TO_100, candidate: UP_TO_100, weights: null };
  for (const bins of [2, 0, Number.NaN]) expect(() => quantileBins(samples, bins)).toThrow(RangeError);
});
