import {
  type Block,
  type Column,
  type Fold,
  formatCount,
  formatCounted,
  formatValue,
  sparkline,
  type Text,
} from "@airworthy/report";
import type { HistoryEntry } from "./entry.ts";
import { comparableEntries, type Series, seriesOf, type TrendNow } from "./series.ts";

/** More than these bury the report below their charts. */
const MOST_TRENDS = 5;

const COLUMNS: readonly Column[] = [
  { title: "Metric", align: "left" },
  { title: "Trend", align: "left" },
  { title: "First", align: "right" },
  { title: "Before", align: "right" },
  { title: "Now", align: "right" },
  { title: "Versions", align: "right" },
];

/**
 * How the headline metrics moved from version to version, as a fold of the report: a table with a line of eighths each, and a
 * chart each. `entries` are oldest first, of any model. Only metrics with two earlier values are shown; no fold without one.
 */
export function trendFolds(entries: readonly HistoryEntry[], now: TrendNow): readonly Fold[] {
  const earlier = comparableEntries(entries, now);
  const all = seriesOf(earlier, now).slice(0, MOST_TRENDS);
  if (all.length === 0) return [];
  const versions = Math.max(...all.map(({ points }) => points.length));
  const summary = `Trend of ${formatCounted(all.length, "metric")} over ${formatCounted(versions, "version")}`;
  const table: Block = { kind: "table", columns: COLUMNS, rows: all.map(rowOf) };
  return [{ kind: "fold", summary, blocks: [table, ...all.map(chartOf)] }];
}

function rowOf(series: Series): readonly Text[] {
  const { first, before, now, points, known } = series;
  return [
    series.name,
    { kind: "code", text: sparkline(points.map(({ value }) => value)) },
    ...[first, before].map((value) => shown(value, series)),
    { kind: "strong", text: shown(now, series) },
    formatCount(known),
  ];
}

function chartOf(series: Series): Block {
  const { name, unit, points, first, before, now } = series;
  return {
    kind: "chart",
    title: name,
    description:
      `${name} over ${formatCounted(points.length, "version")}: ${shown(first, series)} at first, ` +
      `${shown(before, series)} before, ${shown(now, series)} now`,
    drawing: { shape: "trend", unit, points },
  };
}

/** All of a row are in kB, or all in MB. */
function shown(value: number, { unit, points }: Series): string {
  return formatValue(value, unit, Math.max(...points.map((point) => Math.abs(point.value ?? 0))));
}
