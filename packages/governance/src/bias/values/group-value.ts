import type { Direction, Unit } from "@airworthy/report";
import type { Sums } from "../samples/sums.ts";

/** A number of each group, worked out from its sums: a rate, a mean error, an exposure. */
export interface GroupValue {
  readonly name: string;
  /** Other names, as other programs have them. */
  readonly aliases: readonly string[];
  /** One line for the documentation. */
  readonly summary: string;
  readonly unit: Unit;
  readonly better: Direction;
  /** Whether it is a share of rows: the `positives` of the `n` that it rests on. */
  readonly isShare: boolean;
  readonly range: readonly [number, number];
  /** How groups are compared in it: not by quotients where it may be negative, only with the reference where it adds up to 1. */
  readonly compared: "all" | "differences" | "reference";
  /** Of group `group`, everyone's at `sums.groups`; `view` tells the class. NaN where it is not defined. */
  of(sums: Sums, group: number, view: number): number;
  /** What it rests on, of sums that count rows. */
  restsOn(counts: Sums, group: number, view: number): Rest;
}

export interface Rest {
  readonly n: number;
  readonly positives: number | null;
}
