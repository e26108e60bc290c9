import type {
  BarRow,
  Chart,
  Direction,
  IntervalRow,
  ReliabilityBin,
  RocPoint,
  Unit,
  Versions,
} from "@airworthy/report";
import { barsInWords, intervalsInWords, reliabilityInWords, rocInWords } from "./chart-words.ts";

/** More rows than this are read in the table, not in a drawing. */
const MOST_ROWS = 20;

/** One metric in several slices. */
export interface SlicedMetric {
  readonly metric: string;
  readonly unit: Unit;
  readonly better: Direction;
  readonly slices: readonly BarRow[];
}

/** Differences that can be drawn on one scale. */
export interface Differences {
  /** What they are of: a metric, or a unit. */
  readonly of: string;
  readonly unit: Unit;
  /** Of their intervals, such as 0.95. */
  readonly level: number;
  readonly rows: readonly IntervalRow[];
}

/** The worst first, at most 20; null without any. */
export function intervalsChart({ of, unit, level, rows }: Differences): Chart | null {
  if (rows.length === 0) return null;
  const shown = worstFirst(rows, (row) => lossOf(row.estimate, row.better)).slice(0, MOST_ROWS);
  return {
    kind: "chart",
    title: `Differences of ${of}, with their ${Number((100 * level).toPrecision(6))} % intervals`,
    description: intervalsInWords(unit, rows, shown),
    drawing: { shape: "intervals", unit, level, rows: shown },
  };
}

/** How often predictions of a confidence are right; null where the candidate has none. */
export function reliabilityChart(versions: Versions<readonly ReliabilityBin[]>): Chart | null {
  if (versions.candidate.length === 0) return null;
  return {
    kind: "chart",
    title: "Reliability",
    description: reliabilityInWords(versions),
    drawing: { shape: "reliability", versions },
  };
}

/** The share of positives found by the share of negatives taken for one; null where the candidate has no curve. */
export function rocChart(versions: Versions<readonly RocPoint[]>): Chart | null {
  if (versions.candidate.length === 0) return null;
  return {
    kind: "chart",
    title: "Receiver operating characteristic",
    description: rocInWords(versions),
    drawing: { shape: "roc", versions },
  };
}

/** A metric's values in its slices, the worst first, at most 20; null where there is nothing to compare. */
export function slicesChart({ metric, unit, better, slices }: SlicedMetric): Chart | null {
  if (slices.length < 2) return null;
  // A two-sided metric has no worst value: there the largest move counts.
  const lossIn = ({ candidate, baseline }: BarRow) =>
    better === "neither" ? Math.abs(candidate - (baseline ?? candidate)) : lossOf(candidate, better);
  const shown = worstFirst(slices, lossIn).slice(0, MOST_ROWS);
  return {
    kind: "chart",
    title: `${metric} by slice`,
    description: barsInWords(unit, better, slices, shown),
    drawing: { shape: "bars", unit, rows: shown },
  };
}

/** How far a number is on the bad side. */
function lossOf(value: number, better: Direction): number {
  if (better === "neither") return Math.abs(value);
  return better === "higher" ? -value : value;
}

/** Largest loss first, what is no number before all; else as they came. */
function worstFirst<T>(rows: readonly T[], lossIn: (row: T) => number): readonly T[] {
  const ranked = rows.map((row) => {
    const loss = lossIn(row);
    return { row, loss: Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss };
  });
  ranked.sort((a, b) => (a.loss === b.loss ? 0 : b.loss - a.loss));
  return ranked.map(({ row }) => row);
}
