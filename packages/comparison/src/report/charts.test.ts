import type { IntervalRow } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import { intervalsChart, reliabilityChart, rocChart, slicesChart } from "./charts.ts";

const interval = (label: string, estimate: number, given: Partial<IntervalRow> = {}): IntervalRow => {
  return { label, estimate, low: estimate - 0.02, high: estimate + 0.02, margin: 0.01, better: "higher", ...given };
};

const SHARES = { of: "shares", unit: "rate", level: 0.95 } as const;

const labels = (rows: readonly { readonly label: string }[]) => rows.map(({ label }) => label);

describe("differences with their intervals", () => {
  const rows = [
    interval("accuracy", 0.034),
    interval("ece", 0.05, { better: "lower" }),
    interval("recall", -0.01),
    interval("share", -0.03, { better: "neither" }),
  ];

  test("stand worst first, whichever way is worse", () => {
    const chart = intervalsChart({ ...SHARES, rows });
    expect(chart?.drawing.shape === "intervals" && labels(chart.drawing.rows)).toEqual([
      "ece",
      "share",
      "recall",
      "accuracy",
    ]);
    expect(chart?.title).toBe("Differences of shares, with their 95 % intervals");
  });

  test("are counted in words", () => {
    expect(intervalsChart({ ...SHARES, rows })?.description).toBe(
      "Of 4 differences: 1 worse, 1 better, 1 moved, their intervals leaving zero out. Worst: ece, ▲ 5.0 pp worse.",
    );
    expect(intervalsChart({ of: "mae", unit: "number", level: 0.9, rows: [interval("mae", 0.001)] })?.description).toBe(
      "Of 1 difference: none leaves zero out. Worst: mae, ▲ 0.001 better.",
    );
  });

  test("beyond twenty are left to the evidence, and what is no number is not what is left out", () => {
    const many = Array.from({ length: 30 }, (_, index) => interval(`m${index}`, -index / 100));
    const chart = intervalsChart({ ...SHARES, rows: [...many, interval("broken", Number.NaN)] });
    const shown = chart?.drawing.shape === "intervals" ? labels(chart.drawing.rows) : [];
    expect(shown).toHaveLength(20);
    expect(shown.slice(0, 2)).toEqual(["broken", "m29"]);
    expect(chart?.description).toMatch(/ 11 more in the evidence\.$/);
  });
});

test("reliability names the bin that is furthest off over its rows, of each version", () => {
  const candidate = [
    { confidence: 0.95, accuracy: 0.9, count: 600 },
    { confidence: 0.55, accuracy: 0.3, count: 10 },
  ];
  const baseline = [{ confidence: 0.85, accuracy: 0.6, count: 400 }];
  // 600 × 0.05 is 30, 10 × 0.25 is 2.5.
  expect(reliabilityChart({ candidate, baseline })?.description).toBe(
    "Where it is furthest off over its rows, the candidate is 95.0 % sure and right in 90.0 % of 600 rows; " +
      "the baseline, where it is, is 85.0 % sure and right in 60.0 % of 400 rows.",
  );
  expect(reliabilityChart({ candidate, baseline: null })?.description).toMatch(/of 600 rows\.$/);
});

test("curves are read off at a false positive rate of a tenth", () => {
  const through = (falsePositiveRate: number, truePositiveRate: number) =>
    [0, 1].flatMap((end) =>
      end === 0
        ? [
            { falsePositiveRate: 0, truePositiveRate: 0 },
            { falsePositiveRate, truePositiveRate },
          ]
        : [{ falsePositiveRate: 1, truePositiveRate: 1 }],
    );
  // Straight from (0, 0) to (0.2, 0.8): 0.4 at 0.1; the other goes through (0.1, 0.25).
  expect(rocChart({ candidate: through(0.2, 0.8), baseline: through(0.1, 0.25) })?.description).toBe(
    "At a false positive rate of 10.0 % the candidate finds about 40.0 % of the positives, the baseline 25.0 %.",
  );
});

describe("a metric's slices", () => {
  const slices = [
    { label: "en", candidate: 98, baseline: 97 },
    { label: "ja", candidate: 188, baseline: 96 },
    { label: "de", candidate: 131, baseline: 150 },
  ];
  const shown = (better: "higher" | "lower" | "neither") => {
    const chart = slicesChart({ metric: "latency-p95", unit: "milliseconds", better, slices });
    return [chart?.drawing.shape === "bars" && labels(chart.drawing.rows), chart?.description];
  };

  test("stand worst first", () => {
    expect(shown("lower")).toEqual([["ja", "de", "en"], "Worst of 3 slices: ja, 188.0 ms."]);
    expect(shown("higher")).toEqual([["en", "de", "ja"], "Worst of 3 slices: en, 98.0 ms."]);
  });

  test("of a two-sided metric stand by how far they moved", () => {
    expect(shown("neither")).toEqual([["ja", "de", "en"], "Moved furthest of 3 slices: ja, 188.0 ms."]);
  });
});

test("of nothing there is no chart, of one slice neither", () => {
  expect(intervalsChart({ ...SHARES, rows: [] })).toBeNull();
  expect(reliabilityChart({ candidate: [], baseline: null })).toBeNull();
  expect(rocChart({ candidate: [], baseline: null })).toBeNull();
  const slices = [{ label: "en", candidate: 1, baseline: null }];
  expect(slicesChart({ metric: "mae", unit: "number", better: "lower", slices })).toBeNull();
});
