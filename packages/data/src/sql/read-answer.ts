import { UserError } from "@airworthy/evidence";
import {
  ARMS,
  type ArmName,
  type Cell,
  type Collected,
  type EventMetric,
  type Group,
  type SignalQuery,
} from "@airworthy/signals";
import type { PairSums } from "@airworthy/stats";
import type { AnswerRow } from "./answer-rows.ts";
import { ALL } from "./template/cells.ts";
import { ARM_NUMBERS } from "./template/exposures.ts";
import { groupIndex, groupsOf } from "./template/parts.ts";

/**
 * What a database's answer says. A cell without a row is one without units. Throws a UserError for events that lack a unit or a
 * time, of which nothing can be said.
 */
export function readAnswer(rows: readonly AnswerRow[], query: SignalQuery, source: string): Collected {
  const totals = rows.filter((row) => row.metric === ALL);
  const total = (column: keyof AnswerRow) => totals.reduce((sum, row) => sum + (row[column] ?? 0), 0);
  refuseIncomplete(total("incomplete"), source);
  const ofArm = (column: "units" | "outcomes") => ({
    candidate: totals.find((row) => row.arm === ARM_NUMBERS.candidate)?.[column] ?? 0,
    baseline: totals.find((row) => row.arm === ARM_NUMBERS.baseline)?.[column] ?? 0,
  });
  const latest = (column: "newest" | "newestOutcome") => {
    const times = totals.map((row) => row[column]).filter((time) => time !== null);
    return times.length === 0 ? null : Math.max(...times);
  };
  return {
    units: ofArm("units"),
    outcomes: ofArm("outcomes"),
    newest: latest("newest"),
    newestOutcome: latest("newestOutcome"),
    quality: {
      events: total("events"),
      late: total("late"),
      duplicate: total("duplicate"),
      outOfOrder: 0,
      fromTheFuture: total("fromTheFuture"),
      unknownVariant: total("unknownVariant"),
      crossover: total("crossover"),
    },
    cells: cellsOf(rows, query),
  };
}

function refuseIncomplete(incomplete: number, source: string): void {
  if (incomplete === 0) return;
  const events = incomplete === 1 ? "1 event has" : `${incomplete} events have`;
  throw new UserError(`${source}: ${events} no unit or no time`, {
    remedy: "Give a query in brackets as the table that leaves such rows out, if they mean nothing.",
  });
}

function cellsOf(rows: readonly AnswerRow[], query: SignalQuery): readonly Cell[] {
  const found = new Map<string, AnswerRow[]>();
  for (const row of rows) {
    const key = keyOf(row.metric, row.group, row.arm);
    const others = found.get(key);
    if (others === undefined) found.set(key, [row]);
    else others.push(row);
  }
  const groups = groupsOf(query);
  return query.metrics.flatMap((metric, index) =>
    [null, ...metric.groups].flatMap((group) =>
      ARMS.map((arm) => {
        const place = group === null ? ALL : groupIndex(groups, group);
        return cellOf(metric, group, arm, found.get(keyOf(index, place, ARM_NUMBERS[arm])) ?? []);
      }),
    ),
  );
}

function keyOf(metric: number, group: number, arm: number | null): string {
  return `${metric} ${group} ${arm}`;
}

/** Of rows that are a quantile's buckets, or one. */
function cellOf(metric: EventMetric, group: Group | null, arm: ArmName, rows: readonly AnswerRow[]): Cell {
  const total = (column: "units" | "invalid" | keyof PairSums) => rows.reduce((sum, row) => sum + row[column], 0);
  const { limits } = metric;
  const inBucket = (bucket: number) => rows.find((row) => row.bucket === bucket)?.units ?? 0;
  return {
    metric: metric.name,
    group,
    arm,
    sums: {
      units: total("units"),
      sum: total("sum"),
      squares: total("squares"),
      otherSum: total("otherSum"),
      otherSquares: total("otherSquares"),
      products: total("products"),
    },
    counts: limits === null ? null : Array.from({ length: limits.length + 1 }, (_, bucket) => inBucket(bucket)),
    invalid: total("invalid"),
  };
}
