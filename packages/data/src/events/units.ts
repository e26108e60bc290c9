import type { SignalQuery } from "@airworthy/signals";
import { FIRST_OUTCOME, UNKNOWN_VARIANT } from "./event-batch.ts";
import {
  ARMS_SEEN,
  FIRST,
  LATEST_COUNTED,
  LATEST_EARLY,
  OUTCOMES,
  type UnitLayout,
  unitLayout,
} from "./unit-layout.ts";
import { UnitTable } from "./unit-table.ts";

/**
 * What is known of each unit. Outcomes may be counted while exposures are still to come: a first exposure only ever moves to an
 * earlier time, which may let an outcome in that came too early for it before, or end the time that counts before one that counted. Of
 * either only the latest is kept: where it would be judged otherwise now, all outcomes have to be counted anew.
 */
export class Units {
  readonly layout: UnitLayout;
  readonly table: UnitTable;
  /** Whether all exposures are known. */
  isSettled = false;
  /** Whether an outcome was judged by an exposure that was not the first. */
  isOutdated = false;
  readonly #skew: number;
  readonly #within: number;

  constructor(query: SignalQuery) {
    this.layout = unitLayout(query);
    this.table = new UnitTable(this.layout.blank);
    this.#skew = query.times.skew;
    this.#within = query.times.within ?? Number.POSITIVE_INFINITY;
  }

  /** The row of an event's unit by its hash, which may be a new one; -1 where nothing is to be kept of the event. */
  rowFor(kind: number, low: number, high: number): number {
    if (kind === UNKNOWN_VARIANT || (kind >= FIRST_OUTCOME && this.isOutdated)) return -1;
    const row = this.table.find(low, high);
    return row >= 0 || (kind >= FIRST_OUTCOME && this.isSettled) ? row : this.table.add(low, high);
  }

  /** Takes note of an exposure to a version, of which the codes of groups start at `at`. */
  expose(row: number, arm: number, time: number, given: Float64Array, at: number): void {
    const { numbers, words } = this.table;
    const bits = 2 * row + ARMS_SEEN;
    words[bits] = (words[bits] ?? 0) | (1 << arm);
    const first = numbers[row + FIRST] ?? 0;
    if (time > first) return;
    const { groups } = this.layout;
    for (let index = 0; index < groups.length; index++) {
      const word = 2 * row + (groups[index]?.word ?? 0);
      const code = given[at + index] ?? 0;
      if (time < first || code < (words[word] ?? 0)) words[word] = code;
    }
    if (time < first) this.#advance(row, time);
  }

  /** Whether an outcome after the rollout's start counts, as far as the exposure is known. */
  counts(row: number, time: number): boolean {
    const { numbers, words } = this.table;
    const first = numbers[row + FIRST] ?? 0;
    if (time < first - this.#skew) {
      if (time > (numbers[row + LATEST_EARLY] ?? 0)) numbers[row + LATEST_EARLY] = time;
      return false;
    }
    if (time >= first + this.#within) return false;
    if (time > (numbers[row + LATEST_COUNTED] ?? 0)) numbers[row + LATEST_COUNTED] = time;
    const outcomes = 2 * row + OUTCOMES;
    words[outcomes] = (words[outcomes] ?? 0) + 1;
    return true;
  }

  #advance(row: number, time: number): void {
    const { numbers } = this.table;
    numbers[row + FIRST] = time;
    const isLetIn = (numbers[row + LATEST_EARLY] ?? 0) >= time - this.#skew;
    const isShutOut = (numbers[row + LATEST_COUNTED] ?? 0) >= time + this.#within;
    if (isLetIn || isShutOut) this.isOutdated = true;
  }

  /** Once the exposures are known, forgets all outcomes where any was judged otherwise. */
  settle(): void {
    this.isSettled = true;
    if (!this.isOutdated) return;
    this.isOutdated = false;
    const { table, layout } = this;
    for (let row = 0; row < table.size * table.stride; row += table.stride) {
      table.words[2 * row + OUTCOMES] = 0;
      table.numbers[row + LATEST_COUNTED] = Number.NEGATIVE_INFINITY;
      for (const { sum, other, invalid } of layout.metrics) {
        table.numbers[row + sum] = 0;
        if (other >= 0) table.numbers[row + other] = 0;
        table.words[2 * row + invalid] = 0;
      }
    }
  }
}
