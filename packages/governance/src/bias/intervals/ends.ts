import { type Interval, percentileInterval } from "@airworthy/stats";
import type { BiasDefinition } from "../metrics/definition.ts";

/** An end is null where nothing tells how far it is. */
export interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

const UNKNOWN_ENDS: Ends = { low: null, high: null };

/** With more draws than this share undefined, such as rates of no rows, those that are left do not stand for all. */
const MOST_UNDEFINED = 0.05;

/**
 * The interval of an estimate from the bootstrap's `draws` of it, NaN where one is undefined: all that the percentile interval
 * and the basic one, which is that reflected at the estimate, cover. The largest of several is biased by chance, and resampling
 * biases it once more: the percentile interval then lies too far off, the basic one corrects for it. Where draws lie
 * evenly about the estimate both are the same.
 */
export function bootstrapEnds(draws: Float64Array, estimate: number, level: number): Ends {
  const ends = percentileEnds(draws, level);
  if (ends === null) return UNKNOWN_ENDS;
  const { low, high } = ends;
  return { low: Math.min(low, 2 * estimate - high), high: Math.max(high, 2 * estimate - low) };
}

/** All that the two cover, and what is between them. */
export function either(a: Ends, b: Ends): Ends {
  return {
    low: a.low === null || b.low === null ? null : Math.min(a.low, b.low),
    high: a.high === null || b.high === null ? null : Math.max(a.high, b.high),
  };
}

export interface Chance {
  /** By resample, how far apart chance puts groups that are alike; see BiasMetric. */
  readonly noise: Float64Array | null;
  readonly chance: BiasDefinition["chance"];
  readonly level: number;
}

/**
 * Moves the end on parity's side to where groups may in truth be no further apart. Of any two groups the difference is off by at
 * most the largest difference between the groups' errors, and so is the largest of all: |max d' - max d| <= max |d' - d|.
 * The same goes for quotients. Many groups that are alike seem apart by chance, which neither the percentile interval nor the
 * basic one knows of.
 */
export function towardsParity({ low, high }: Ends, estimate: number, { noise, chance, level }: Chance): Ends {
  const ends = noise === null || chance === null ? null : percentileEnds(noise, level);
  if (ends === null) return { low, high };
  if (chance === "adds") return { low: low === null ? null : Math.min(low, estimate - ends.high), high };
  return { low, high: high === null || ends.low === 0 ? high : Math.max(high, estimate / ends.low) };
}

/** An end that is beyond what there can be is moved there; one that is infinitely far tells nothing. */
export function within({ low, high }: Ends, range: readonly [number, number]): Ends {
  return { low: clamped(low, range), high: clamped(high, range) };
}

/**
 * Adds a second, independent reason to be unsure, which might put the value at `other`: as the root of the sum of squares, on the
 * side where it is.
 */
export function widened(
  { low, high }: Ends,
  estimate: number,
  others: { readonly low: number; readonly high: number },
): Ends {
  return {
    low: low === null ? null : estimate - Math.hypot(estimate - low, Math.min(0, others.low - estimate)),
    high: high === null ? null : estimate + Math.hypot(high - estimate, Math.max(0, others.high - estimate)),
  };
}

function clamped(end: number | null, [least, most]: readonly [number, number]): number | null {
  if (end === null) return null;
  const kept = Math.min(most, Math.max(least, end));
  return Number.isFinite(kept) ? kept : null;
}

/** Of the draws that are defined; null where too few are. */
function percentileEnds(draws: Float64Array, level: number): Interval | null {
  const defined = new Float64Array(draws.length);
  let count = 0;
  for (const draw of draws) if (Number.isFinite(draw)) defined[count++] = draw;
  if (count === 0 || count < (1 - MOST_UNDEFINED) * draws.length) return null;
  return percentileInterval(defined.subarray(0, count), level);
}
