import { ARMS, type Cell, type Group } from "@airworthy/signals";
import type { GroupPlace, MetricPlace } from "./unit-layout.ts";
import type { Units } from "./units.ts";

/** A cell's sums while units are added. */
export class CellSums {
  readonly #place: MetricPlace;
  readonly #group: Group | null;
  readonly #arm: number;
  /** The word and code that tell the group's units; a word of -1 is all. */
  readonly #word: number;
  readonly #code: number;
  readonly #counts: number[] | null;
  #units = 0;
  #sum = 0;
  #squares = 0;
  #otherSum = 0;
  #otherSquares = 0;
  #products = 0;
  #invalid = 0;

  constructor(place: MetricPlace, group: Group | null, arm: number, groups: readonly GroupPlace[]) {
    const column = groups.find(({ codes }) => codes.column === group?.column);
    this.#place = place;
    this.#group = group;
    this.#arm = arm;
    this.#word = column?.word ?? -1;
    this.#code = column === undefined || group === null ? 0 : column.codes.codeOfValue(group.value);
    this.#counts = place.metric.limits === null ? null : [...place.metric.limits, 0].map(() => 0);
  }

  /** Adds the unit of a row, which counts and saw the version `arm`, where it is one of the cell's. */
  add({ table: { numbers, words } }: Units, row: number, arm: number): void {
    if (arm !== this.#arm || (this.#word >= 0 && words[2 * row + this.#word] !== this.#code)) return;
    const { metric, sum, other, invalid } = this.#place;
    this.#invalid += words[2 * row + invalid] ?? 0;
    const total = numbers[row + sum] ?? 0;
    const second = other < 0 ? 0 : (numbers[row + other] ?? 0);
    if (metric.measure !== "quantile") this.#addPair(total, second);
    else if (second > 0) this.#addPair(total / second, 0);
  }

  finish(): Cell {
    return {
      metric: this.#place.metric.name,
      group: this.#group,
      arm: ARMS[this.#arm] ?? "baseline",
      sums: {
        units: this.#units,
        sum: this.#sum,
        squares: this.#squares,
        otherSum: this.#otherSum,
        otherSquares: this.#otherSquares,
        products: this.#products,
      },
      counts: this.#counts,
      invalid: this.#invalid,
    };
  }

  #addPair(number: number, other: number): void {
    this.#units++;
    this.#sum += number;
    this.#squares += number * number;
    this.#otherSum += other;
    this.#otherSquares += other * other;
    this.#products += number * other;
    if (this.#counts !== null) this.#countIn(this.#counts, number);
  }

  #countIn(counts: number[], number: number): void {
    const limits = this.#place.metric.limits ?? [];
    let low = 0;
    let high = limits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (number <= (limits[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    counts[low] = (counts[low] ?? 0) + 1;
  }
}
