import { checkShape } from "@airworthy/evidence";
import type { Series } from "../collected.ts";
import { ARMS, type ArmName } from "../query.ts";
import type { SeriesQuery } from "../source.ts";
import { type Windows, windowsBetween } from "../windows.ts";
import { checkSums } from "./possible.ts";
import { aggregateRowSchema, type MetricRow } from "./row.ts";
import { SeenRows } from "./seen-rows.ts";

/** Rows that were added up beforehand, as they come, as a series of windows; see `windowsOf`. */
export class RowSeries {
  readonly #query: SeriesQuery;
  readonly #windows: Windows;
  readonly #seen = new SeenRows();
  /** By window: what is divided, and by what. */
  readonly #over: Readonly<Record<ArmName, Float64Array>>;
  readonly #under: Readonly<Record<ArmName, Float64Array>>;

  /** Throws a UserError for windows that cannot be. */
  constructor(query: SeriesQuery, where: string) {
    this.#query = query;
    this.#windows = windowsBetween(query, where);
    const empty = () => new Float64Array(this.#windows.count);
    this.#over = { candidate: empty(), baseline: empty() };
    this.#under = { candidate: empty(), baseline: empty() };
  }

  /** Throws a UserError that names `where` for what is no row, or was added before. */
  add(given: unknown, where: string): void {
    const row = checkShape(aggregateRowSchema, given, where);
    if ("quality" in row || row.metric !== this.#query.metric) return;
    if (typeof row.window !== "number" || typeof row.column === "string") return;
    const { start, length, count } = this.#windows;
    const index = Math.floor((row.window - start) / length);
    const arm = ARMS.find((name) => this.#query.queries[name] === row.variant);
    if (arm === undefined || index < 0 || index >= count) return;
    this.#seen.add(row, where);
    if ("sum" in row) checkSums(row, where);
    const [over, under] = [this.#over[arm], this.#under[arm]];
    over[index] = (over[index] ?? 0) + ("sum" in row ? row.sum : row.units);
    under[index] = "sum" in row ? (under[index] ?? 0) + underOf(row) : 1;
  }

  result(): Series {
    const { start, length, count } = this.#windows;
    const windows = Array.from({ length: count }, (_, index) => ({
      start: start + index * length,
      candidate: this.#valueOf("candidate", index),
      baseline: this.#valueOf("baseline", index),
    }));
    return { metric: this.#query.metric, windows };
  }

  #valueOf(arm: ArmName, index: number): number | null {
    const value = (this.#over[arm][index] ?? Number.NaN) / (this.#under[arm][index] ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  }
}

/** Of values that are no numbers nothing is known, and so nothing of their window. */
function underOf({ invalid, otherSum, units }: MetricRow): number {
  return invalid > 0 ? Number.NaN : (otherSum ?? units);
}
