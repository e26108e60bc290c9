import { checkShape, UserError } from "@airworthy/evidence";
import type { Collected, Quality } from "../collected.ts";
import { ARMS, type ArmName, type SignalQuery } from "../query.ts";
import { type AskedCell, addTo, askedCells, cellKey, cellOf } from "./asked-cells.ts";
import { checkUnits } from "./check-units.ts";
import { addedBy } from "./possible.ts";
import { type AggregateRow, aggregateRowSchema, type ExposuresRow, type MetricRow } from "./row.ts";
import { SeenRows } from "./seen-rows.ts";

/** Rows that were added up beforehand, as they come, and what they add up to; see `collectRows`. */
export class RowCollection {
  readonly #query: SignalQuery;
  readonly #cells: readonly AskedCell[];
  readonly #cellByKey: ReadonlyMap<string, AskedCell>;
  readonly #arms: ReadonlyMap<string, ArmName>;
  readonly #seen = new SeenRows();
  readonly #units = { candidate: 0, baseline: 0 };
  readonly #outcomes = { candidate: 0, baseline: 0 };
  /** Of variants that are neither version's: the units, by metric and column, in which each may come again. */
  readonly #unknown = new Map<string, number>();
  #newest: number | null = null;
  #newestOutcome: number | null = null;
  #quality: Quality | null = null;

  /** Throws a UserError for a query that no rows can answer. */
  constructor(query: SignalQuery, where: string) {
    this.#query = query;
    this.#cells = askedCells(query, where);
    this.#cellByKey = new Map(this.#cells.map((cell) => [cellKey(cell.metric.name, cell.group, cell.arm), cell]));
    // A name of both would be the candidate's, as it is with every source.
    this.#arms = new Map([...ARMS].reverse().flatMap((arm) => query.variants[arm].map((name) => [name, arm] as const)));
  }

  /** Throws a UserError that names `where` for what is no row, was added before, or cannot be. */
  add(given: unknown, where: string): void {
    const row = checkShape(aggregateRowSchema, given, where);
    if (!this.#isInTime(row)) return;
    if ("quality" in row) {
      this.#seen.add({ variant: "", metric: "", window: row.window }, where);
      this.#quality = addedQuality(this.#quality, row.quality);
      return;
    }
    const arm = this.#arms.get(row.variant);
    if (arm === undefined) {
      this.#seen.add(row, where);
      const key = JSON.stringify([row.metric, row.column]);
      this.#unknown.set(key, (this.#unknown.get(key) ?? 0) + row.units);
    } else if ("sum" in row) {
      this.#addMetric(row, arm, where);
    } else {
      this.#addExposures(row, arm, where);
    }
  }

  /** Throws a UserError that names `where` where the rows contradict each other. */
  result(where: string): Collected {
    const units = { ...this.#units };
    checkUnits(this.#cells, units, where);
    const unknownVariant = [...this.#unknown.values()].reduce(
      (a, b) => Math.max(a, b),
      this.#quality?.unknownVariant ?? 0,
    );
    const outcomes = { ...this.#outcomes };
    const events = units.candidate + units.baseline + outcomes.candidate + outcomes.baseline;
    const quality: Quality = { ...(this.#quality ?? { ...NO_EVENTS, events }), unknownVariant };
    const counts = [...Object.values(units), ...Object.values(outcomes), ...Object.values(quality)];
    if (!counts.every(Number.isSafeInteger)) {
      throw new UserError(`${where}: the units, outcomes or events of its rows add up to more than a number can hold`);
    }
    return {
      units,
      outcomes,
      newest: this.#newest,
      newestOutcome: this.#newestOutcome,
      quality,
      cells: this.#cells.map((cell) => cellOf(cell, where)),
    };
  }

  #isInTime({ window }: AggregateRow): boolean {
    const { from, until } = this.#query.times;
    return typeof window !== "number" || (window >= from && window < until);
  }

  #addMetric(row: MetricRow, arm: ArmName, where: string): void {
    const { metric, column, value } = row;
    const group = typeof column === "string" ? { column, value: value ?? "" } : null;
    const cell = this.#cellByKey.get(cellKey(metric, group, arm));
    if (cell === undefined) return;
    this.#seen.add({ ...row, variant: arm }, where);
    addTo(cell, addedBy(row, cell.metric, where));
  }

  #addExposures(row: ExposuresRow, arm: ArmName, where: string): void {
    if (typeof row.column === "string") return;
    // Of each version, whatever a row calls it: the same units under two names would count twice.
    this.#seen.add({ ...row, variant: arm }, where);
    this.#units[arm] += row.units;
    this.#outcomes[arm] += row.outcomes;
    this.#newest = this.#newer(this.#newest, row.newest, `${where}: its newest exposure`);
    this.#newestOutcome = this.#newer(this.#newestOutcome, row.newestOutcome, `${where}: its newest outcome`);
  }

  #newer(newest: number | null, told: number | null | undefined, what: string): number | null {
    if (typeof told !== "number") return newest;
    const { until, now, skew } = this.#query.times;
    if (told > now + skew) throw new UserError(`${what} is from the future`);
    // Of those that are not waited for it is known only that they are newer.
    return Math.max(newest ?? Number.NEGATIVE_INFINITY, Math.min(told, until - 1));
  }
}

const NO_EVENTS: Quality = {
  events: 0,
  late: 0,
  duplicate: 0,
  outOfOrder: 0,
  fromTheFuture: 0,
  unknownVariant: 0,
  crossover: 0,
};

function addedQuality(sum: Quality | null, more: Quality): Quality {
  const all = sum ?? NO_EVENTS;
  return {
    events: all.events + more.events,
    late: all.late + more.late,
    duplicate: all.duplicate + more.duplicate,
    outOfOrder: all.outOfOrder + more.outOfOrder,
    fromTheFuture: all.fromTheFuture + more.fromTheFuture,
    unknownVariant: all.unknownVariant + more.unknownVariant,
    crossover: all.crossover + more.crossover,
  };
}
