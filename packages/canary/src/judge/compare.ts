import type { ArmName, Cell } from "@airworthy/signals";
import type { SequenceSettings } from "@airworthy/stats";
import { stateOf } from "../evidence/guardrail.ts";
import type { CanaryPlan, EventSignal } from "../plan/plan.ts";
import { groupKey, type JudgedCell } from "./cells.ts";
import { compareMeans } from "./compare-means.ts";
import { compareQuantiles } from "./compare-quantiles.ts";
import { alphaOfEnd, compareRare } from "./compare-rare.ts";
import { compareSeries } from "./compare-series.ts";
import { type Comparison, unmeasured } from "./comparison.ts";
import { isCount } from "./exposed.ts";
import { isFailure, type Look } from "./look.ts";
import { momentOf } from "./moment.ts";

/**
 * What a look finds of each cell, each by a sequence of the alpha that it is given. Nothing is thrown: of sums that no values
 * have, nothing is measured.
 */
export function compareCells(look: Look, alphas: ReadonlyMap<JudgedCell, number>): ReadonlyMap<JudgedCell, Comparison> {
  const found = foundOf(look);
  return new Map([...alphas].map(([cell, alpha]) => [cell, possible(() => compareCell(cell, alpha, look, found))]));
}

/** The cells of a source by metric, group and version. */
type FoundCells = ReadonlyMap<string, Cell>;

function foundOf({ collected }: Look): FoundCells {
  const cells = collected === null || isFailure(collected) ? [] : collected.cells;
  return new Map(cells.map((cell) => [keyOf(cell.metric, cell.group, cell.arm), cell]));
}

function keyOf(metric: string, group: Cell["group"], arm: ArmName): string {
  return JSON.stringify([metric, groupKey(group), arm]);
}

function compareCell(cell: JudgedCell, alpha: number, look: Look, found: FoundCells): Comparison {
  const { metric, group } = cell;
  const { signal } = metric;
  if (signal.kind === "series") {
    const series = look.series.get(metric.name);
    if (series === undefined) return unmeasured("no-data");
    if (isFailure(series)) return unmeasured("source-failed");
    if (metric.compared === "ratio") return unmeasured("not-comparable");
    return compareSeries(series, signal.windowSeconds, alpha, momentOf(look));
  }
  if (look.collected !== null && isFailure(look.collected)) return unmeasured("source-failed");
  const candidate = found.get(keyOf(metric.name, group, "candidate"));
  const baseline = found.get(keyOf(metric.name, group, "baseline"));
  if (candidate === undefined || baseline === undefined) return unmeasured("no-data");
  return compareUnits(cell, signal, { candidate, baseline }, { alpha, plan: look.plan });
}

interface Versions {
  readonly candidate: Cell;
  readonly baseline: Cell;
}

function compareUnits(
  cell: JudgedCell,
  signal: EventSignal,
  versions: Versions,
  { alpha, plan }: { readonly alpha: number; readonly plan: CanaryPlan },
): Comparison {
  const units = { candidate: versions.candidate.sums.units, baseline: versions.baseline.sums.units };
  if (!isCount(units.candidate) || !isCount(units.baseline)) return unmeasured("invalid-values");
  const arms = {
    candidate: { value: null, units: units.candidate },
    baseline: { value: null, units: units.baseline },
  };
  if (versions.candidate.invalid !== 0 || versions.baseline.invalid !== 0) return unmeasured("invalid-values", arms);
  const least = Math.min(units.candidate, units.baseline);
  if (least === 0) return unmeasured(cell.group === null ? "no-data" : "too-few-units", arms);
  const settings = { alpha, side: "two-sided", tightestAt: plan.tightestAt } as const;
  const comparison = compareBySignal(cell, signal, versions, { settings, most: plan.alpha });
  if (comparison.lack !== null) return comparison;
  if (least >= plan.leastUnits)
    return isSilent(cell, signal, versions) ? unmeasured("no-events", comparison) : comparison;
  // What leans on no limit theorem need not wait for units to raise an alarm; to prove anything it does.
  const { better } = cell.metric;
  const { margin, goal } = cell;
  const isBreached = stateOf({ better, difference: comparison.difference, margin, goal }) === "breached";
  return comparison.isExact && isBreached ? comparison : unmeasured("too-few-units", comparison);
}

/**
 * Whether neither version had the event at all, which looks the same as an event that nobody sends. In a group it may be missing:
 * all units tell whether it is sent.
 */
function isSilent({ group, metric }: JudgedCell, signal: EventSignal, { candidate, baseline }: Versions): boolean {
  if (signal.measure !== "rate" || signal.mayBeNone) return false;
  return (group === null || metric.margin === null) && candidate.sums.sum === 0 && baseline.sums.sum === 0;
}

function compareBySignal(
  { metric }: JudgedCell,
  signal: EventSignal,
  { candidate, baseline }: Versions,
  { settings, most }: { readonly settings: SequenceSettings; readonly most: number },
): Comparison {
  const sums = { candidate: candidate.sums, baseline: baseline.sums };
  const isMean = !signal.isRare && signal.measure !== "quantile";
  if (metric.compared === "ratio" && !isMean) return unmeasured("not-comparable");
  if (isMean) return compareMeans(sums, signal, metric, settings);
  if (signal.isRare) return compareRare(sums, alphaOfEnd(metric, settings.alpha, most));
  const { limits, quantile } = signal;
  if (limits === null || quantile === null) return unmeasured("not-comparable");
  const counts = { candidate: candidate.counts ?? [], baseline: baseline.counts ?? [] };
  return compareQuantiles(counts, limits, quantile, settings);
}

/** Of numbers that cannot be, statistics throw a RangeError. */
function possible(compare: () => Comparison): Comparison {
  try {
    return compare();
  } catch (error) {
    if (error instanceof RangeError) return unmeasured("invalid-values");
    throw error;
  }
}
