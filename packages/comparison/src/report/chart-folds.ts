import { type Chart, type Fold, formatCounted } from "@airworthy/report";
import type { ComparisonFinding } from "../evidence/finding.ts";
import type { ComparisonPredicate } from "../evidence/predicate.ts";
import { better, sliceInWords } from "../evidence/wording.ts";
import { intervalsChart, reliabilityChart, rocChart, slicesChart } from "./charts.ts";

/** Metrics whose slices are drawn; the table has those of all. */
const MOST_SLICED = 3;

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

/** The differences of one unit, where there are several: one alone is drawn in its row. */
function intervalsCharts(findings: readonly ComparisonFinding[], level: number): (Chart | null)[] {
  const units = [...new Set(findings.map(({ unit }) => unit))];
  return units.map((unit) => {
    const rows = findings.flatMap((finding) => {
      const { difference, direction, margin, searched } = finding;
      if (finding.unit !== unit || difference === null || searched !== null) return [];
      const { estimate, low, high } = difference;
      if (low === null || high === null) return [];
      return [{ label: labelOf(finding), estimate, low, high, margin, better: better(direction) }];
    });
    return rows.length < 2 ? null : intervalsChart(unit, level, rows);
  });
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
