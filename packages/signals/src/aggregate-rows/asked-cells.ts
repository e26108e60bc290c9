import { UserError } from "@airworthy/evidence";
import type { Cell } from "../collected.ts";
import { ARMS, type ArmName, type EventMetric, type Group, type SignalQuery } from "../query.ts";
import type { Added } from "./possible.ts";
import { EXPOSURES } from "./row.ts";

/** A metric in all units of a version or in a group of them, as it grows. */
export interface AskedCell {
  readonly metric: EventMetric;
  readonly group: Group | null;
  readonly arm: ArmName;
  readonly counts: number[] | null;
  readonly sums: { -readonly [Name in keyof Added["sums"]]: number };
  invalid: number;
  rows: number;
}

/** What a query asks for, empty, in the order of the answer. Throws a UserError for a metric whose name means something else in rows. */
export function askedCells({ metrics }: SignalQuery, where: string): AskedCell[] {
  if (metrics.some(({ name }) => name === EXPOSURES)) {
    throw new UserError(
      `${where}: a metric must not be called ${EXPOSURES}, which rows say of the versions themselves`,
    );
  }
  return metrics.flatMap((metric) =>
    [null, ...metric.groups].flatMap((group) => ARMS.map((arm) => emptyCell(metric, group, arm))),
  );
}

/** What tells a cell from the others. */
export function cellKey(metric: string, group: Group | null, arm: ArmName): string {
  return JSON.stringify([metric, group?.column, group?.value, arm]);
}

export function addTo(cell: AskedCell, { sums, counts, invalid }: Added): void {
  cell.rows += 1;
  cell.invalid += invalid;
  cell.sums.units += sums.units;
  cell.sums.sum += sums.sum;
  cell.sums.squares += sums.squares;
  cell.sums.otherSum += sums.otherSum;
  cell.sums.otherSquares += sums.otherSquares;
  cell.sums.products += sums.products;
  for (const [index, count] of (counts ?? []).entries()) {
    if (cell.counts !== null) cell.counts[index] = (cell.counts[index] ?? 0) + count;
  }
}

/** The cell as sources answer it. Throws a UserError where what was added up is beyond what numbers can hold. */
export function cellOf({ metric, group, arm, sums, counts, invalid }: AskedCell, where: string): Cell {
  const isHeld = Number.isSafeInteger(sums.units) && Number.isSafeInteger(invalid);
  if (isHeld && Object.values(sums).every(Number.isFinite)) {
    return { metric: metric.name, group, arm, sums, counts, invalid };
  }
  throw new UserError(`${where}: the rows of ${metric.name} add up to more than a number can hold`);
}

function emptyCell(metric: EventMetric, group: Group | null, arm: ArmName): AskedCell {
  const sums = { units: 0, sum: 0, squares: 0, otherSum: 0, otherSquares: 0, products: 0 };
  const counts = metric.limits === null ? null : Array.from({ length: metric.limits.length + 1 }, () => 0);
  return { metric, group, arm, counts, sums, invalid: 0, rows: 0 };
}
