import { describe, expect, test } from "vitest";
import {
  type Difference,
  differenceText,
  drawnScale,
  formatDifference,
  formatInterval,
  formatValueInterval,
} from "./difference.ts";
import { plainText } from "./text.ts";

test("the arrow says which way the value went, the word whether that is worse", () => {
  expect(formatDifference(0.644, "lower", "rate")).toBe("▲ 64.4 pp worse");
  expect(formatDifference(-0.644, "lower", "rate")).toBe("▼ 64.4 pp better");
  expect(formatDifference(0.034, "higher", "rate")).toBe("▲ 3.4 pp better");
  expect(formatDifference(-0.0123, "higher", "number")).toBe("▼ 0.012 worse");
});

test("of a metric that is better neither way a change has only moved", () => {
  expect(formatDifference(0.012, "neither", "rate")).toBe("▲ 1.2 pp moved");
  expect(formatDifference(-0.2, "neither", "number")).toBe("▼ 0.200 moved");
});

test("noise beside large values is no difference, the same beside small ones is", () => {
  expect(formatDifference(1e-7, "lower", "seconds", 1e6)).toBe("no difference");
  expect(formatDifference(1e-7, "lower", "dollars", 1e-6)).toBe("▲ $1e−7 worse");
});

test("nothing and noise are no difference, a tiny difference is one", () => {
  for (const value of [0, -0, 1e-17, -1e-17]) expect(formatDifference(value, "higher", "rate")).toBe("no difference");
  expect(formatDifference(0.0004, "higher", "rate")).toBe("▲ 0.04 pp better");
  expect(formatDifference(0.000004, "higher", "rate")).toBe("▲ < 0.01 pp better");
  expect(formatDifference(-0.0004, "higher", "number")).toBe("▼ 0.0004 worse");
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

describe("rows of another unit than rate", () => {
  const row = (estimate: number, low: number, high: number): Difference => {
    return { estimate, interval: { low, high, level: 0.95 }, better: "lower", unit: "milliseconds", margin: 5 };
  };

  test("draw nothing by themselves, and as far as the widest of them together", () => {
    const rows = [row(3, 1, 5), row(-10, -22, 2)];
    expect(plainText(differenceText(row(3, 1, 5)))).toBe(
      "▲ 3.0 ms worse 95\u00a0%:\u00a0+1.0\u00a0to\u00a0+5.0\u00a0ms",
    );
    expect(drawnScale("milliseconds", rows)).toBe(50);
    expect(rows.map((each) => plainText(differenceText(each, 50)).split(" ")[4])).toEqual([
      "······●┤·····",
      "···├─●┤‖·····",
    ]);
  });

  test("take a scale of 1, 2 or 5 times a power of ten, from margins too; none of nothing", () => {
    expect(drawnScale("number", [{ ...row(0.011, 0.01, 0.012), margin: null }])).toBeCloseTo(0.02, 12);
    expect(drawnScale("number", [row(0, 0, 0)])).toBe(5);
    expect(drawnScale("rate", [row(400, 300, 500)])).toBe(0.1);
    expect(drawnScale("number", [])).toBe(0);
    expect(drawnScale("number", [{ ...row(Number.NaN, Number.NaN, Number.POSITIVE_INFINITY), margin: null }])).toBe(0);
  });

  test("write both bounds and the difference in the unit of the largest of them", () => {
    const size = { estimate: 20_000, interval: { low: -300, high: 1_200_000, level: 0.95 }, unit: "bytes" } as const;
    expect(plainText(differenceText({ ...size, better: "lower" }))).toBe(
      "▲ 0.02 MB worse 95\u00a0%:\u00a0−0.0003\u00a0to\u00a0+1.2\u00a0MB",
    );
  });
});

test("the margin is marked on the side that is worse, unless the interval takes it in", () => {
  const drawing = (better: Difference["better"], low: number) => {
    const interval = { low, high: 0.03, level: 0.95 };
    return plainText(differenceText({ estimate: -0.01, interval, better, unit: "rate", margin: 0.06 })).split(" ")[4];
  };
  expect(drawing("higher", -0.02)).toBe("··‖··●──┤····");
  expect(drawing("lower", -0.02)).toBe("·····●──┤·‖··");
  expect(drawing("neither", -0.02)).toBe("··‖··●──┤·‖··");
  expect(drawing("higher", -0.08)).toBe("·├───●──┤····");
});

test("beside values that small, a tiny difference is none of noise", () => {
  const interval = { low: 8e-18, high: 1e-17, level: 0.95 };
  expect(formatDifference(9e-18, "lower", "number")).toBe("no difference");
  expect(formatDifference(9e-18, "lower", "number", 1e-17)).toBe("▲ 9e−18 worse");
  expect(formatInterval(interval, "number", 1e-17)).toBe("95 % interval +8e−18 to +1e−17");
});
