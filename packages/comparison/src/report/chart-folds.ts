import { type Chart, type Fold, formatCounted } from "@airworthy/report";
import type { ComparisonFinding } from "../evidence/finding.ts";
import type { ComparisonPredicate } from "../evidence/predicate.ts";
import { better, sizeOf, sliceInWords } from "../evidence/wording.ts";
import { intervalsChart, reliabilityChart, rocChart, slicesChart } from "./charts.ts";

/** Metrics whose slices are drawn; the table has those of all. */
const MOST_SLICED = 3;

/** Scales on which intervals are drawn; the table has them all too. */
const MOST_SCALES = 6;

/** The charts that a comparison has: intervals, slices, the reliability diagram, the ROC curves. */
export function chartFolds(predicate: ComparisonPredicate): Fold[] {
  const { charts, findings, settings } = predicate;
  const blocks = [
    ...intervalsCharts(findings, 1 - settings.alpha),
    ...slicesCharts(findings),
    charts.reliability === null ? null : reliabilityChart(charts.reliability),
    charts.roc === null ? null : rocChart(charts.roc),
  ].filter((chart) => chart !== null);
  return blocks.length === 0 ? [] : [{ kind: "fold", summary: formatCounted(blocks.length, "chart"), blocks }];
}

/** Differences that belong on one scale, where there are several: one alone is drawn in its row. */
function intervalsCharts(findings: readonly ComparisonFinding[], level: number): Chart[] {
  const groups = Map.groupBy(
    findings.filter(({ searched }) => searched === null),
    scaleName,
  );
  const charts = [...groups].flatMap(([of, together]) => {
    const rows = together.flatMap((finding) => {
      const { difference, direction, margin } = finding;
      if (difference === null) return [];
      const { estimate, low, high } = difference;
      if (low === null || high === null) return [];
      return [
        { label: labelOf(finding), estimate, low, high, margin, better: better(direction), size: sizeOf(finding) },
      ];
    });
    return rows.length < 2 ? [] : (intervalsChart({ of, unit: together[0]?.unit ?? "number", level, rows }) ?? []);
  });
  return charts.slice(0, MOST_SCALES);
}

/** Numbers without a unit have nothing in common but within one metric. */
function scaleName({ unit, metric }: ComparisonFinding): string {
  if (unit === "number") return metric;
  return unit === "rate" ? "shares" : unit;
}

/** The first metrics that were asked for in slices. */
function slicesCharts(findings: readonly ComparisonFinding[]): (Chart | null)[] {
  const sliced = findings.filter(({ slice, searched }) => slice !== null && searched === null);
  const metrics = new Map(sliced.map(({ metric, unit, direction }) => [metric, { metric, unit, direction }]));
  return [...metrics.values()].slice(0, MOST_SLICED).map(({ metric, unit, direction }) => {
    const slices = sliced.flatMap(({ slice, candidate, baseline, ...finding }) =>
      finding.metric !== metric || slice === null || candidate === null
        ? []
        : [{ label: sliceInWords(slice), candidate, baseline }],
    );
    return slicesChart({ metric, unit, better: better(direction), slices });
  });
}

function labelOf({ metric, slice }: ComparisonFinding): string {
  return slice === null ? metric : `${metric}, ${sliceInWords(slice)}`;
}
