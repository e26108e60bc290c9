import { expect, test } from "vitest";
import { BARS, INTERVALS, RELIABILITY, ROC, SHARES } from "../../test/charts.ts";
import type { BarsDrawing, ReliabilityBin } from "./chart.ts";
import { mermaidPlot } from "./mermaid-plot.ts";

const bin = (confidence: number, accuracy = confidence): ReliabilityBin => ({ confidence, accuracy, count: 10 });

function reliability(candidate: readonly ReliabilityBin[], baseline: readonly ReliabilityBin[] | null) {
  return mermaidPlot({ shape: "reliability", versions: { candidate, baseline } });
}

function bars(values: readonly number[], given: Partial<BarsDrawing> = {}) {
  const rows = values.map((candidate, index) => ({ label: `slice ${index}`, candidate, baseline: null }));
  return mermaidPlot({ shape: "bars", unit: "number", rows, ...given });
}

test("the candidate is bars and the baseline a line, so that no colour is needed to tell them apart", () => {
  const plot = mermaidPlot(ROC.drawing);
  expect(plot?.legend).toBe("Bars: candidate. Line: baseline.");
  expect(plot?.along.labels).toHaveLength(21);
  // At a false positive rate of 0.25 the samples' curves are 0.25 ^ 0.18 and 0.25 ^ 0.35, and straight beside it.
  expect(plot?.bars[5]).toBeCloseTo(0.25 ** 0.18, 3);
  expect(plot?.lines[0]?.[5]).toBeCloseTo(0.25 ** 0.35, 3);
});

test("reliability has a bar for each tenth of confidence and a straight line for perfection", () => {
  const plot = reliability([bin(0.62, 0.5), bin(0.71, 0.6), bin(0.85, 0.9)], null);
  expect(plot).toMatchObject({ bars: [0.5, 0.6, 0.9], legend: "Bars: accuracy. Line: perfect calibration." });
  expect(plot?.lines[0]).toEqual([expect.closeTo(0.65), expect.closeTo(0.75), expect.closeTo(0.85)]);
  expect(mermaidPlot(RELIABILITY.drawing)?.lines).toHaveLength(2);
});

test("tenths that a version has no rows in are left out, and a gap between tenths is not drawn over", () => {
  expect(reliability([bin(0.55), bin(0.65), bin(0.75)], [bin(0.65), bin(0.75), bin(0.85)])?.along.labels).toEqual([
    "0.65",
    "0.75",
  ]);
  expect(reliability([bin(0.55), bin(0.75), bin(0.85)], null)).toBeNull();
  expect(reliability([bin(0.55)], null)).toBeNull();
  expect(reliability([], [])).toBeNull();
});

test("shares are drawn in percent of all, others in their unit", () => {
  expect(mermaidPlot(SHARES.drawing)).toMatchObject({
    up: { title: "percent", to: 100 },
    bars: [75, 65, expect.closeTo(55)],
  });
  expect(bars([3, 4], { unit: "dollars" })).toMatchObject({ up: { title: "dollars", to: 4 }, bars: [3, 4] });
});

test("what Mermaid cannot draw is left to the table", () => {
  expect(mermaidPlot(INTERVALS.drawing)).toBeNull();
  expect(mermaidPlot(BARS.drawing)).toBeNull();
  for (const values of [[], [-1, 2], [Number.NaN], [1e-9], [1e16], Array.from({ length: 31 }, () => 1)]) {
    expect(bars(values), String(values)).toBeNull();
  }
  expect(mermaidPlot({ shape: "roc", versions: { candidate: [], baseline: null } })).toBeNull();
});
