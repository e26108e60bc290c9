import type { Series } from "@airworthy/signals";

/** Windows at which sequences of series are tightest: as docs/benchmarks/canary-operating-characteristics.md has them. */
export const TIGHTEST_WINDOWS = 250;

/** Of fewer nothing is known of how alike neighbours are: `seriesMean` has no error of them. */
export const LEAST_WINDOWS = 20;

/** The share of windows that may be missing: each gap makes neighbours of windows that are none. */
export const MOST_MISSING = 0.1;

export interface PairedWindows {
  /** Of both versions, in the order of time. */
  readonly pairs: readonly { readonly candidate: number; readonly baseline: number }[];
  /** Windows from the first of them to the last that lack a version. */
  readonly missing: number;
  /** Milliseconds since 1970 at which the last of them starts; null where there is none. */
  readonly newest: number | null;
}

/** The windows of a series that have both versions. */
export function pairedWindows({ windows }: Series): PairedWindows {
  const pairs: { candidate: number; baseline: number }[] = [];
  let [first, last] = [0, -1];
  for (const [index, { candidate, baseline }] of windows.entries()) {
    if (candidate === null || baseline === null) continue;
    if (pairs.length === 0) first = index;
    pairs.push({ candidate, baseline });
    last = index;
  }
  return { pairs, missing: Math.max(0, last - first + 1 - pairs.length), newest: windows[last]?.start ?? null };
}
