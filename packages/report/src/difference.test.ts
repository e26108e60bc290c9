import { expect, test } from "vitest";
import { differenceText, formatDifference, formatInterval, formatValueInterval } from "./difference.ts";
import { plainText } from "./text.ts";

test("the arrow says which way the value went, the word whether that is worse", () => {
  expect(formatDifference(0.644, "lower", "rate")).toBe("▲ 64.4 pp worse");
  expect(formatDifference(-0.644, "lower", "rate")).toBe("▼ 64.4 pp better");
  expect(formatDifference(0.034, "higher", "rate")).toBe("▲ 3.4 pp better");
  expect(formatDifference(-0.0123, "higher", "number")).toBe("▼ 0.012 worse");
});

test("nothing and noise are no difference, a tiny difference is one", () => {
  for (const value of [0, -0, 1e-17, -1e-17]) expect(formatDifference(value, "higher", "rate")).toBe("no difference");
  expect(formatDifference(0.0004, "higher", "rate")).toBe("▲ 0.04 pp better");
  expect(formatDifference(0.000004, "higher", "rate")).toBe("▲ < 0.01 pp better");
  expect(formatDifference(-0.0004, "higher", "number")).toBe("▼ < 0.001 worse");
});

test("what is no number is neither better nor worse", () => {
  expect(formatDifference(Number.NaN, "higher", "rate")).toBe("not a number");
  expect(formatDifference(Number.NEGATIVE_INFINITY, "higher", "number")).toBe("▼ infinite worse");
});

test("an interval has its level, its signs and its unit once", () => {
  expect(formatInterval({ low: 0.6, high: 0.685, level: 0.95 }, "rate")).toBe("95 % interval +60.0 to +68.5 pp");
  expect(formatInterval({ low: -0.005, high: 0.0123, level: 0.999 }, "number")).toBe(
    "99.9 % interval −0.005 to +0.012",
  );
  expect(formatValueInterval({ low: 0.76, high: 0.83, level: 0.9 }, "rate")).toBe("90 % interval 76.0 to 83.0 %");
  expect(formatInterval({ low: Number.NaN, high: 0.1, level: 0.95 }, "rate")).toBe(
    "95 % interval not a number to +10.0 pp",
  );
});

test("a cell has the words, the drawing and the interval, whose spaces do not break", () => {
  const interval = { low: 0.01, high: 0.058, level: 0.95 };
  const difference = { estimate: 0.034, interval, better: "higher", unit: "rate" } as const;
  expect(plainText(differenceText(difference))).toBe(
    "▲ 3.4 pp better ······┊├●┤··· 95\u00a0%:\u00a0+1.0\u00a0to\u00a0+5.8\u00a0pp",
  );
  expect(plainText(differenceText({ ...difference, interval: null }))).toBe("▲ 3.4 pp better");
  expect(plainText(differenceText(difference, 0))).not.toContain("●");
});
