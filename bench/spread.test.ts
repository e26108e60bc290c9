import { expect, test } from "vitest";
import { interleaved } from "./interleaved.ts";
import { median, ratiosOf, spreadOf, told } from "./spread.ts";

test("contenders take turns, round by round, and what warms up is not measured", async () => {
  const turns: string[] = [];
  const turn = (name: string) => () => turns.push(name);
  const measured = await interleaved(2, { ours: turn("ours"), peer: turn("peer") }, 1);
  expect(turns).toEqual(["ours", "peer", "ours", "peer", "ours", "peer"]);
  expect(measured).toEqual({ ours: [3, 5], peer: [4, 6] });
});

test("a median is the value in the middle, or between the two there", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test("ratios are those of each round, so that what slows both counts for neither", () => {
  // By hand: 2/1, 6/2, 40/10. The ratio of the medians, 6/2, is not what is told of the ends.
  expect(ratiosOf([2, 6, 40], [1, 2, 10])).toEqual({ median: 3, least: 2, most: 4, runs: 3 });
  expect(() => ratiosOf([1, 2], [1])).toThrow("2 runs cannot be paired with 1");
});

test("what was not measured is refused", () => {
  expect(() => spreadOf([])).toThrow("no measurement");
  expect(() => spreadOf([1, Number.NaN])).toThrow("no measurement");
});

test("a spread is told from the least to the most, of one run as one", () => {
  expect(told(spreadOf([1234.56, 2]), 1)).toEqual({ runs: 2, spread: "2.0 to 1,234.6" });
  expect(told(spreadOf([5]), 0)).toEqual({ runs: 1, spread: "one run" });
});
