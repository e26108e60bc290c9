import type { VersionRef } from "@airworthy/evidence";
import type { HeadlineMetric, Unit } from "@airworthy/report";
import type { HistoryEntry } from "./entry.ts";
import { isBranch } from "./is-branch.ts";

/** The version that is reported now: the last point of each trend. */
export interface TrendNow {
  readonly candidate: VersionRef;
  /** The full SHA of the commit that was examined. */
  readonly commit: string | null;
  readonly metrics: readonly HeadlineMetric[];
  /** The default branch, whose versions are followed; null where nobody knows it. */
  readonly mainLine: string | null;
}

/** A metric from version to version, the one that is reported now last. */
export interface Series {
  readonly name: string;
  readonly unit: Unit;
  /** Oldest first; null where a version has no such value. */
  readonly points: readonly { readonly label: string; readonly value: number | null }[];
  readonly first: number;
  /** The last value before now. */
  readonly before: number;
  readonly now: number;
  /** How many versions have a value, now included. */
  readonly known: number;
}

/** What a line of a table has room for; the one reported now is one of them. */
const MOST_POINTS = 30;
/** Two points make a difference, which the report's rows show better. */
const LEAST_EARLIER = 2;
const SHORT_DIGITS = 7;

/**
 * The entries that a trend may go through, oldest first: of the same model; of the main line where it has any, else of
 * branches, else of pull requests; each commit once, at the place of its first run and with the values of its last; without
 * what is reported now.
 */
export function comparableEntries(entries: readonly HistoryEntry[], now: TrendNow): readonly HistoryEntry[] {
  const ofModel = entries.filter(({ candidate }) => candidate.name === now.candidate.name);
  const ofMain = ofModel.filter(({ line }) => line !== null && line === now.mainLine);
  const ofBranches = ofModel.filter(({ line }) => isBranch(line));
  const byVersion = new Map<string, HistoryEntry>();
  for (const entry of [ofMain, ofBranches, ofModel].find((entries) => entries.length > 0) ?? []) {
    const key = versionKey(entry);
    const known = byVersion.get(key);
    if (known === undefined || !isLaterRun(known, entry)) byVersion.set(key, entry);
  }
  byVersion.delete(versionKey(now));
  return [...byVersion.values()];
}

/** The metrics of now that have at least two earlier values in the same unit, in the order that they are given in. */
export function seriesOf(earlier: readonly HistoryEntry[], now: TrendNow): readonly Series[] {
  const shown = earlier.slice(1 - MOST_POINTS);
  const names = new Set<string>();
  return now.metrics.flatMap((metric) => {
    if (names.has(metric.name) || !Number.isFinite(metric.value)) return [];
    names.add(metric.name);
    return oneSeries(shown, metric, now) ?? [];
  });
}

function oneSeries(earlier: readonly HistoryEntry[], metric: HeadlineMetric, now: TrendNow): Series | null {
  const points = earlier.map((entry) => ({ label: labelOf(entry), value: valueIn(entry, metric) }));
  const values = points.flatMap(({ value }) => value ?? []);
  const [first, before] = [values[0], values.at(-1)];
  if (first === undefined || before === undefined || values.length < LEAST_EARLIER) return null;
  const { name, unit, value } = metric;
  // Versions from before the metric was measured tell nothing of it.
  const start = points.findIndex((point) => point.value !== null);
  const shown = [...points.slice(start), { label: labelOf(now), value }];
  return { name, unit, points: shown, first, before, now: value, known: values.length + 1 };
}

function valueIn({ metrics }: HistoryEntry, { name, unit }: HeadlineMetric): number | null {
  return metrics.find((metric) => metric.name === name && metric.unit === unit)?.value ?? null;
}

/** Whether `a` is of a later run than `b`, although it was recorded before: an early attempt may end last. */
function isLaterRun({ run: a }: HistoryEntry, { run: b }: HistoryEntry): boolean {
  return a !== null && b !== null && (a.id > b.id || (a.id === b.id && a.attempt > b.attempt));
}

type Version = Pick<HistoryEntry, "candidate" | "commit">;

/** A re-run examines the same commit; without one it is the digest that tells versions apart. */
function versionKey({ candidate, commit }: Version): string {
  return JSON.stringify(commit === null ? ["digest", candidate.sha256] : ["commit", commit]);
}

function labelOf({ candidate, commit }: Version): string {
  return candidate.version ?? (commit ?? candidate.sha256).slice(0, SHORT_DIGITS);
}
