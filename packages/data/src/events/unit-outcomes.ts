import type { SignalQuery } from "@airworthy/signals";
import { eventNames, isAskedBy, numberColumns } from "./event-kinds.ts";
import { hasBefore, type MetricPlace } from "./unit-layout.ts";
import type { Units } from "./units.ts";

/** A metric with where an outcome's numbers for it are, -1 where these are 1. */
interface Measured extends MetricPlace {
  readonly value: number;
  readonly per: number;
}

/** Adds outcomes to their units. */
export class UnitOutcomes {
  readonly #units: Units;
  readonly #from: number;
  readonly #preUntil: number;
  /** By the kind of outcomes: the metrics that ask for it, and those of them that ask for the time before. */
  readonly #after: readonly (readonly Measured[])[];
  readonly #before: readonly (readonly Measured[])[];

  constructor(query: SignalQuery, units: Units) {
    this.#units = units;
    this.#from = query.times.from;
    this.#preUntil = query.times.preUntil;
    const columns = numberColumns(query);
    const measured = units.layout.metrics.map((place) => ({
      ...place,
      value: columns.indexOf(place.metric.value ?? ""),
      per: columns.indexOf(place.metric.per ?? ""),
    }));
    this.#after = [...eventNames(query), null].map((name) =>
      measured.filter(({ metric }) => isAskedBy(metric, name, query)),
    );
    this.#before = this.#after.map((metrics) => metrics.filter(({ metric }) => hasBefore(metric)));
  }

  /** Takes an outcome of a unit, whose numbers start at `at`. */
  take(row: number, kind: number, time: number, given: Float64Array, at: number): void {
    if (time < this.#preUntil) this.#addBefore(row, this.#before[kind] ?? [], given, at);
    else if (time >= this.#from && this.#units.counts(row, time))
      this.#addAfter(row, this.#after[kind] ?? [], given, at);
  }

  #addAfter(row: number, metrics: readonly Measured[], given: Float64Array, at: number): void {
    const { numbers, words } = this.#units.table;
    for (const { metric, sum, other, invalid, value, per } of metrics) {
      const number = value < 0 ? 1 : (given[at + value] ?? Number.NaN);
      const second = per < 0 ? 1 : (given[at + per] ?? Number.NaN);
      if (Number.isNaN(number + second)) increase(words, 2 * row + invalid);
      else if (metric.measure === "rate") numbers[row + sum] = 1;
      else {
        numbers[row + sum] = (numbers[row + sum] ?? 0) + number;
        if (metric.measure !== "mean") numbers[row + other] = (numbers[row + other] ?? 0) + second;
      }
    }
  }

  #addBefore(row: number, metrics: readonly Measured[], given: Float64Array, at: number): void {
    const { numbers, words } = this.#units.table;
    for (const { metric, other, invalid, value } of metrics) {
      const number = value < 0 ? 1 : (given[at + value] ?? Number.NaN);
      if (Number.isNaN(number)) increase(words, 2 * row + invalid);
      else numbers[row + other] = metric.measure === "rate" ? 1 : (numbers[row + other] ?? 0) + number;
    }
  }
}

function increase(words: Uint32Array, at: number): void {
  words[at] = (words[at] ?? 0) + 1;
}
