import type { PairSums } from "@airworthy/stats";
import type { ArmName, Group } from "./query.ts";

/** What a source found, by the rules of `SignalQuery`. */
export interface Collected {
  /** Units that count, of each version. */
  readonly units: Readonly<Record<ArmName, number>>;
  /** Outcomes that count for a unit, after its exposure, of each version: none may mean that nobody sends them. */
  readonly outcomes: Readonly<Record<ArmName, number>>;
  /** Milliseconds since 1970 of the newest exposure before `until`; null where there is none. */
  readonly newest: number | null;
  /**
   * The same of the newest outcome of any metric that counts, after the exposure, for a unit that saw one version, be it one whose
   * `within` is not over yet; null where there is none, or where rows that were added up do not tell.
   */
  readonly newestOutcome: number | null;
  readonly quality: Quality;
  /** Each metric of the query in all units and in each of its groups, of each version. */
  readonly cells: readonly Cell[];
}

/** How many events, and how many of them did not go on; see `SignalQuery`. */
export interface Quality {
  readonly events: number;
  readonly late: number;
  readonly duplicate: number;
  /** Rows of a file whose time is before that of the row before. */
  readonly outOfOrder: number;
  readonly fromTheFuture: number;
  readonly unknownVariant: number;
  /** Units. */
  readonly crossover: number;
}

export interface Cell {
  readonly metric: string;
  readonly group: Group | null;
  readonly arm: ArmName;
  /**
   * Over the units: of the metric's number and, as the other, of a ratio's second number or of the time before; 0 where there is
   * no other. `units` are all units of the version (and group); of a quantile those with a value.
   */
  readonly sums: PairSums;
  /** Of a quantile: the units in each bucket, one more than there are limits: the last are above all. Null of the others. */
  readonly counts: readonly number[] | null;
  /** Outcomes that count but whose value is missing, no number, NaN or infinite: nothing may be concluded while there are any. */
  readonly invalid: number;
}

/** One metric by windows of time, where only a system's counters are known and no units. */
export interface Series {
  readonly metric: string;
  /** In the order of time, gapless; a value is null where it is missing or no number. */
  readonly windows: readonly SeriesWindow[];
}

export interface SeriesWindow {
  /** Milliseconds since 1970 at which the window starts. */
  readonly start: number;
  readonly candidate: number | null;
  readonly baseline: number | null;
}
