import { barsAxis, comparesBars } from "./bars.ts";
import type { BarsDrawing, Drawing, ReliabilityDrawing, RocDrawing } from "./chart.ts";
import { LEAST_REACH, MOST_REACH, mermaidLabels, mermaidNumber, mermaidUnit } from "./mermaid-text.ts";
import { trendMermaid } from "./mermaid-trend.ts";
import { isPoint, truePositiveRateAt } from "./roc-rate.ts";
import { tenthsOf } from "./tenths.ts";

/** What Mermaid's xychart draws: bars with lines over them, all over the same labels. */
export interface MermaidPlot {
  /** Whether the bars lie, so that there is room for their names. */
  readonly isAcross: boolean;
  /** The axis with the labels; its title may be empty. */
  readonly along: { readonly title: string; readonly labels: readonly string[] };
  /** The axis with the numbers, from zero where nothing is said. */
  readonly up: { readonly title: string; readonly from?: number; readonly to: number };
  readonly bars: readonly number[];
  readonly lines: readonly (readonly number[])[];
  /** Which shape is what, since Mermaid draws no legend; empty where there are bars alone. */
  readonly legend: string;
}

/** False positive rates at which a curve is drawn: each twentieth. */
const ROC_STEPS = 20;

/** More bars than this have no room for their names. */
const MOST_BARS = 30;

/** Null where Mermaid cannot draw it: intervals, two bars side by side, values below zero, confidences with gaps, one version. */
export function mermaidPlot(drawing: Drawing): MermaidPlot | null {
  switch (drawing.shape) {
    case "intervals":
      return null;
    case "bars":
      return barsPlot(drawing);
    case "roc":
      return rocPlot(drawing);
    case "reliability":
      return reliabilityPlot(drawing);
    case "trend":
      return trendMermaid(drawing);
  }
}

function barsPlot(drawing: BarsDrawing): MermaidPlot | null {
  const { rows, unit } = drawing;
  const values = rows.map(({ candidate }) => candidate);
  const { from, to } = barsAxis(drawing);
  const fits = rows.length > 0 && rows.length <= MOST_BARS && to >= LEAST_REACH && to <= MOST_REACH;
  if (!fits || comparesBars(drawing) || from < 0 || !values.every(Number.isFinite)) return null;
  const { title, factor } = mermaidUnit(unit);
  return {
    isAcross: true,
    along: { title: "", labels: mermaidLabels(rows.map(({ label }) => label)) },
    up: { title, to: to * factor },
    bars: values.map((value) => value * factor),
    lines: [],
    legend: "",
  };
}

function rocPlot({ versions: { baseline, candidate } }: RocDrawing): MermaidPlot | null {
  const curves = [candidate, ...(baseline === null ? [] : [baseline])];
  if (curves.some((points) => points.filter(isPoint).length < 2)) return null;
  const rates = Array.from({ length: ROC_STEPS + 1 }, (_, step) => step / ROC_STEPS);
  const [bars = [], ...lines] = curves.map((points) => rates.map((rate) => truePositiveRateAt(points, rate)));
  return {
    isAcross: false,
    along: { title: "false positive rate", labels: rates.map((value) => mermaidNumber(value)) },
    up: { title: "true positive rate", to: 1 },
    bars,
    lines,
    legend: baseline === null ? "" : "Bars: candidate. Line: baseline.",
  };
}

/** The tenths of confidence in which every version has rows, where they lie side by side; at their middles, perfection. */
function reliabilityPlot({ versions: { baseline, candidate } }: ReliabilityDrawing): MermaidPlot | null {
  const curves = [candidate, ...(baseline === null ? [] : [baseline])].map(tenthsOf);
  const shared = Array.from({ length: 10 }, (_, tenth) => tenth).filter((tenth) =>
    curves.every((bins) => (bins[tenth] ?? null) !== null),
  );
  const [first = 0] = shared;
  if (shared.length < 2 || shared.at(-1) !== first + shared.length - 1) return null;
  const middles = shared.map((tenth) => tenth / 10 + 0.05);
  const [bars = [], ...lines] = curves.map((bins) => shared.map((tenth) => bins[tenth]?.accuracy ?? 0));
  return {
    isAcross: false,
    along: { title: "confidence", labels: middles.map((value) => mermaidNumber(value)) },
    up: { title: "accuracy", to: 1 },
    bars,
    lines: [...lines, middles],
    legend:
      baseline === null
        ? "Bars: accuracy. Line: perfect calibration."
        : "Bars: candidate. Bent line: baseline. Straight line: perfect calibration.",
  };
}
