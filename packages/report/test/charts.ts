import fc from "fast-check";
import type { Chart, Drawing, ReliabilityBin, RocPoint } from "../src/charts/chart.ts";

export function chart(drawing: Drawing, given: Partial<Chart> = {}): Chart {
  return { kind: "chart", title: "A chart", description: "What it shows.", drawing, ...given };
}

export const INTERVALS = chart(
  {
    shape: "intervals",
    unit: "rate",
    level: 0.95,
    rows: [
      { label: "accuracy", estimate: 0.034, low: 0.01, high: 0.058, margin: 0.02, better: "higher" },
      {
        label: "macro recall, source = amazon",
        estimate: -0.031,
        low: -0.062,
        high: -0.004,
        margin: 0.02,
        better: "higher",
      },
      {
        label: "expected calibration error",
        estimate: -0.004,
        low: -0.012,
        high: 0.006,
        margin: 0.01,
        better: "lower",
      },
      {
        label: "share of positive answers",
        estimate: 0.012,
        low: -0.002,
        high: 0.026,
        margin: 0.05,
        better: "neither",
      },
    ],
  },
  {
    title: "Changes with their 95 % intervals",
    description: "Macro recall of the reviews from amazon falls by 3.1 points and may fall by 6.2; accuracy rises.",
  },
);

const bins = (gap: number): readonly ReliabilityBin[] =>
  Array.from({ length: 10 }, (_, bin) => {
    const confidence = 0.05 + bin / 10;
    return { confidence, accuracy: confidence - gap * confidence * (1 - confidence), count: 40 + 25 * (bin - 4) ** 2 };
  });

export const RELIABILITY = chart(
  { shape: "reliability", versions: { baseline: bins(0.9), candidate: bins(0.25) } },
  {
    title: "Reliability",
    description: "The baseline is right less often than it is sure; the candidate nearly as often.",
  },
);

/** A curve of the shape TPR = FPR^power, more points where it is steep. */
const curve = (power: number): readonly RocPoint[] =>
  Array.from({ length: 101 }, (_, step) => {
    const falsePositiveRate = (step / 100) ** 2;
    return { falsePositiveRate, truePositiveRate: falsePositiveRate ** power };
  });

export const ROC = chart(
  { shape: "roc", versions: { baseline: curve(0.35), candidate: curve(0.18) } },
  {
    title: "Receiver operating characteristic",
    description: "Areas of 0.847 for the candidate and 0.741 for the baseline.",
  },
);

export const BARS = chart(
  {
    shape: "bars",
    unit: "milliseconds",
    rows: [
      { label: "language = en", candidate: 112.4, baseline: 98.1 },
      { label: "language = de", candidate: 131.9, baseline: 140.2 },
      { label: "language = 日本語", candidate: 188, baseline: 96.5 },
      { label: "a slice with a name that is much too long for any line on a phone", candidate: 1240.5, baseline: null },
    ],
  },
  { title: "Latency, 95th percentile, by slice", description: "The slowest slice takes 1,240.5 ms." },
);

export const SHARES = chart(
  {
    shape: "bars",
    unit: "rate",
    rows: ["yelp", "imdb", "amazon"].map((label, index) => ({
      label,
      candidate: (75 - 10 * index) / 100,
      baseline: null,
    })),
  },
  { title: "Accuracy by source", description: "From 75.0 % on yelp to 55.0 % on amazon." },
);

/** Twelve versions from 1.0.0 to 1.11.0, of which 1.4.0 has no value; the last three have intervals. */
export const TREND = chart(
  {
    shape: "trend",
    unit: "rate",
    points: [0.712, 0.719, 0.731, 0.728, null, 0.741, 0.744, 0.739, 0.752, 0.758, 0.771, 0.753].map((value, index) => ({
      label: `1.${index}.0`,
      value,
      interval: value === null || index < 9 ? null : { low: value - 0.012, high: value + 0.011 },
    })),
  },
  { title: "Accuracy from version to version", description: "From 71.2 % at 1.0.0 to 75.3 % at 1.11.0." },
);

export const CHARTS: readonly Chart[] = [INTERVALS, RELIABILITY, ROC, BARS, SHARES, TREND];

/** Any drawing at all, whatever its numbers and labels. */
export function anyChart(text: fc.Arbitrary<string>): fc.Arbitrary<Chart> {
  const number = fc.oneof(
    fc.double(),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE),
  );
  const share = fc.oneof({ weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, number);
  const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 6 });
  const versions = <T>(item: fc.Arbitrary<T>) => fc.record({ baseline: fc.option(item), candidate: item });
  const unit = fc.constantFrom("rate", "number", "count", "milliseconds", "seconds", "bytes", "dollars", "euros");
  const better = fc.constantFrom("higher", "lower", "neither");
  const drawing: fc.Arbitrary<Drawing> = fc.oneof(
    fc.record({
      shape: fc.constant("intervals" as const),
      unit,
      level: share,
      rows: list(
        fc.record({ label: text, estimate: number, low: number, high: number, margin: fc.option(number), better }),
      ),
    }),
    fc.record({
      shape: fc.constant("reliability" as const),
      versions: versions(list(fc.record({ confidence: share, accuracy: share, count: number }))),
    }),
    fc.record({
      shape: fc.constant("roc" as const),
      versions: versions(list(fc.record({ falsePositiveRate: share, truePositiveRate: share }))),
    }),
    fc.record({
      shape: fc.constant("bars" as const),
      unit,
      rows: list(fc.record({ label: text, candidate: number, baseline: fc.option(number) })),
    }),
    fc.record({
      shape: fc.constant("trend" as const),
      unit,
      points: list(
        fc.record({
          label: text,
          value: fc.option(number),
          interval: fc.option(fc.record({ low: number, high: number })),
        }),
      ),
    }),
  );
  return fc.record({ kind: fc.constant("chart" as const), title: text, description: text, drawing });
}
