import { compareCodePoints } from "@airworthy/evidence";
import type { ArmName, Cell, EventMetric, Group, SignalQuery } from "@airworthy/signals";
import { type EventRow, numberIn, textIn } from "./reference-events.ts";

/** A unit that counts. */
export interface ExposedUnit {
  readonly id: string;
  readonly arm: ArmName;
  readonly first: number;
  /** Its exposures of that time. */
  readonly firstRows: readonly EventRow[];
  /** Its outcomes that count, after its first exposure and in the time before. */
  readonly after: readonly EventRow[];
  readonly before: readonly EventRow[];
}

/** One cell, of the units of a version. */
export function cellOf(
  query: SignalQuery,
  metric: EventMetric,
  group: Group | null,
  arm: ArmName,
  units: readonly ExposedUnit[],
): Cell {
  const members = units.filter((unit) => group === null || groupOf(unit, group.column) === group.value);
  const after = members.map((unit) => tally(query, metric, unit.after));
  const before = members.map((unit) => tally(query, metric, metric.hasBefore ? unit.before : []));
  const pairs = after.flatMap((mine, at) => {
    const first = numberOf(metric, mine);
    const other = metric.measure === "ratio" ? mine.per : (numberOf(metric, before[at] ?? NOTHING) ?? 0);
    return first === null ? [] : [{ first, other: metric.measure === "quantile" ? 0 : other }];
  });
  const total = (of: (pair: { first: number; other: number }) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0);
  return {
    metric: metric.name,
    group,
    arm,
    sums: {
      units: pairs.length,
      sum: total(({ first }) => first),
      squares: total(({ first }) => first * first),
      otherSum: total(({ other }) => other),
      otherSquares: total(({ other }) => other * other),
      products: total(({ first, other }) => first * other),
    },
    counts:
      metric.limits === null
        ? null
        : bucketCounts(
            pairs.map(({ first }) => first),
            metric.limits,
          ),
    invalid: [...after, ...before].reduce((sum, { invalid }) => sum + invalid, 0),
  };
}

/** Whether an outcome is one that a metric asks for. */
export function isOf(query: SignalQuery, metric: EventMetric, row: EventRow): boolean {
  const column = query.outcomes.columns.event;
  return column === null || metric.event === null || textIn(row, column) === metric.event;
}

interface Tally {
  /** Outcomes whose values are valid. */
  readonly outcomes: number;
  readonly value: number;
  readonly per: number;
  readonly invalid: number;
}

const NOTHING: Tally = { outcomes: 0, value: 0, per: 0, invalid: 0 };

function tally(query: SignalQuery, metric: EventMetric, rows: readonly EventRow[]): Tally {
  return rows.filter((row) => isOf(query, metric, row)).reduce((sums, row) => added(metric, sums, row), NOTHING);
}

function added(metric: EventMetric, sums: Tally, row: EventRow): Tally {
  const value = metric.value === null ? 1 : numberIn(row, metric.value);
  const per = metric.per === null ? 1 : numberIn(row, metric.per);
  if (value === null || per === null) return { ...sums, invalid: sums.invalid + 1 };
  return { ...sums, outcomes: sums.outcomes + 1, value: sums.value + value, per: sums.per + per };
}

/** Of a quantile's unit without outcomes there is none. */
function numberOf(metric: EventMetric, { outcomes, value }: Tally): number | null {
  if (metric.measure === "rate") return outcomes > 0 ? 1 : 0;
  if (metric.measure === "quantile") return outcomes > 0 ? value / outcomes : null;
  return value;
}

function groupOf(unit: ExposedUnit, column: string): string | null {
  const texts = unit.firstRows.map((row) => textIn(row, column)).filter((text) => text !== null);
  return texts.sort(compareCodePoints)[0] ?? null;
}

function bucketCounts(values: readonly number[], limits: readonly number[]): number[] {
  const counts = [...limits, null].map(() => 0);
  for (const value of values) {
    const found = limits.findIndex((limit) => value <= limit);
    const bucket = found === -1 ? limits.length : found;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}
