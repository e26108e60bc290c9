import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TREND } from "../../test/charts.ts";
import { renderTerminal } from "../render-terminal.ts";
import type { TrendDrawing, TrendPoint } from "./chart.ts";
import { chartTable } from "./chart-table.ts";
import { mermaidPlot } from "./mermaid-plot.ts";
import { mermaidSource } from "./mermaid-source.ts";
import { shownPoints, trendAxis, trendNote } from "./trend.ts";

function trend(values: readonly (number | null)[], given: Partial<TrendDrawing> = {}): TrendDrawing {
  const points = values.map((value, index) => ({ label: `v${index + 1}`, value }));
  return { shape: "trend", unit: "number", points, ...given };
}

const SHARES = { unit: "rate" } as const;

describe("the axis", () => {
  test("is around the values, not from zero", () => {
    expect(trendAxis(trend([0.712, 0.771], SHARES))).toMatchObject({ from: 0.7, to: 0.78 });
    expect(trendAxis(trend([-3, -1]))).toMatchObject({ from: -3, to: -1 });
  });

  test("takes in the intervals", () => {
    const points: readonly TrendPoint[] = [{ label: "a", value: 0.75, interval: { low: 0.7, high: 0.8 } }];
    expect(trendAxis({ shape: "trend", unit: "rate", points })).toMatchObject({ from: 0.7, to: 0.8 });
  });

  test("makes no mountain of a change of a thousandth", () => {
    // A two hundredth of 200 is 1, around 200 and 200.2.
    const { from, to } = trendAxis(trend([200, 200.2]));
    expect(to - from).toBeGreaterThanOrEqual(1);
  });

  test("has no shares beyond none and all", () => {
    expect(trendAxis(trend([1, 1], SHARES)).to).toBe(1);
    expect(trendAxis(trend([0, 0], SHARES))).toMatchObject({ from: 0, to: 1 });
  });

  test("is finite and holds all values that are shown, whatever they are", () => {
    const values = fc.array(fc.option(fc.oneof(fc.double(), fc.double({ min: 0, max: 1, noNaN: true }))));
    fc.assert(
      fc.property(values, fc.constantFrom("rate", "number"), (given, unit) => {
        const drawing = trend(given, { unit });
        const { from, to, ticks } = trendAxis(drawing);
        expect(from).toBeLessThan(to);
        expect(ticks.length).toBeLessThanOrEqual(8);
        for (const { value } of shownPoints(drawing)) {
          if (value === null || Math.abs(value) > 1e299) continue;
          const slack = 1e-9 * Math.max(Math.abs(from), Math.abs(to));
          expect(value).toBeGreaterThanOrEqual(from - slack);
          expect(value).toBeLessThanOrEqual(to + slack);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test("what is not shown is said: versions before the last thirty, and those without a value", () => {
  expect(trendNote(trend([1, 2]))).toBe("");
  expect(trendNote(trend([1, null, Number.NaN]))).toBe("2 versions without a value.");
  expect(trendNote(trend(Array.from({ length: 1_031 }, () => 1)))).toBe("The last 30 of 1,031 versions.");
});

test("an interval that is none is not shown", () => {
  const bounds = [
    [2, 1],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
  ];
  const points = bounds.map(([low = 0, high = 0]) => ({ label: "x", value: 1, interval: { low, high } }));
  expect(shownPoints({ shape: "trend", unit: "number", points }).map(({ interval }) => interval)).toEqual([
    null,
    null,
    null,
  ]);
});

test("a terminal shows a line of all versions and the values of the last eight, the newest first", () => {
  const shown = renderTerminal([chartTable(TREND.drawing)], { width: 100, color: false }).replaceAll("\u00a0", " ");
  const lines = shown.split("\n");
  expect(lines[0]).toBe("version, the last 8 of 12  value ▁▂▃▃·▄▅▄▆▆█▆ 71.2 % to 77.1 %");
  expect(lines[2]).toBe("1.11.0                     75.3 % 74.1 % to 76.4 %");
  expect(lines.find((line) => line.startsWith("1.4.0 "))).toBe("1.4.0                      —");
});

describe("Mermaid", () => {
  test("draws a line over the versions that have a value, on an axis around them", () => {
    expect(mermaidPlot(trend([0.71, null, 0.77], SHARES))).toEqual({
      isAcross: false,
      along: { title: "", labels: ["v1", "v3"] },
      up: { title: "percent", from: 70, to: 78 },
      bars: [],
      lines: [[71, 77]],
      legend: "1 version without a value.",
    });
  });

  test("has no bars to write where there are none", () => {
    const plot = mermaidPlot(trend([1, 2]));
    expect(plot === null ? "" : mermaidSource("T", plot).split("---\n")[2]).toBe(
      ["xychart-beta", "  accTitle: T", '  x-axis ["v1", "v2"]', '  y-axis "value" 1 --> 2', "  line [1, 2]"].join(
        "\n",
      ),
    );
  });

  test("numbers versions whose names have no room, and names the first and the last", () => {
    const plot = mermaidPlot(trend(Array.from({ length: 40 }, (_, index) => index)));
    expect(plot?.along.labels).toHaveLength(30);
    expect(plot?.along.labels.at(-1)).toBe("30");
    expect(plot?.along.title).toBe("version, from 1 = v11 to 30 = v40");
    expect(plot?.legend).toBe("The last 30 of 40 versions.");
  });

  test("is given nothing where there is no line to draw, or none that it can write", () => {
    for (const values of [[], [1], [1, null], [null, null], [1e16, 2e16], [0, 1e-9]]) {
      expect(mermaidPlot(trend(values)), String(values)).toBeNull();
    }
  });
});
