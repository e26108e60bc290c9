import type { Interval } from "@airworthy/stats";
import type { Measured } from "../evidence/create-canary.ts";

/** Why nothing was measured of a cell, as its reason code. */
export type Lack =
  | "too-few-units"
  | "no-variation"
  | "no-data"
  | "no-events"
  | "stale-data"
  | "missing-windows"
  | "invalid-values"
  | "zero-baseline"
  | "not-comparable"
  | "source-failed";

/** A value that an interval is to be on one side of. */
export interface Bound {
  readonly side: "below" | "above";
  readonly value: number;
}

/** What a sequence says of a cell. */
export interface Comparison extends Pick<Measured, "candidate" | "baseline" | "difference"> {
  /** Null just where there is a difference. */
  readonly lack: Lack | null;
  /** Whether the interval leans on no limit theorem, and so holds of a few units as well. */
  readonly isExact: boolean;
  /** How many times as much data it takes, at least 1, until all of the interval is beyond; null where nobody knows. */
  growthTo(bound: Bound): number | null;
}

export const NO_VALUES = { candidate: { value: null, units: 0 }, baseline: { value: null, units: 0 } } as const;

type Arms = Pick<Comparison, "candidate" | "baseline">;

/** A cell of which nothing is known, and why. */
export function unmeasured(lack: Lack, arms: Arms = NO_VALUES): Comparison {
  return { ...arms, difference: null, lack, isExact: false, growthTo: () => null };
}

/** What a sequence found, before it is checked. */
export interface Found extends Arms {
  readonly estimate: number;
  readonly interval: Interval;
  /** The chance that the interval leaves the true value out is 1 less this. */
  readonly level: number;
  readonly method: string;
  readonly adjusted: boolean;
  readonly isExact?: boolean;
  growthTo(bound: Bound): number | null;
}

/** A comparison as the evidence has it: unmeasured where a value is none or the interval has no end. */
export function compared(found: Found): Comparison {
  const { estimate, interval, level, method, adjusted, isExact = false } = found;
  const arms: Arms = { candidate: settled(found.candidate), baseline: settled(found.baseline) };
  if (arms.candidate.value === null || arms.baseline.value === null || !Number.isFinite(estimate)) {
    return unmeasured("no-data", arms);
  }
  // A sequence is around its estimate but for rounding: to widen it by that harms nobody.
  const low = endOf(Math.min(interval.low, estimate));
  const high = endOf(Math.max(interval.high, estimate));
  if (low === null && high === null) return unmeasured("no-variation", arms);
  const difference = { estimate, low, high, level, method, adjusted };
  return { ...arms, difference, lack: null, isExact, growthTo: (bound) => found.growthTo(bound) };
}

function settled({ value, units }: Arms["candidate"]): Arms["candidate"] {
  return { value: endOf(value ?? Number.NaN), units };
}

function endOf(end: number): number | null {
  return Number.isFinite(end) ? end : null;
}
