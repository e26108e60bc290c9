import type { Series } from "@airworthy/signals";
import { asymptoticSequence, seriesMean } from "@airworthy/stats";
import { type Comparison, compared, unmeasured } from "./comparison.ts";
import { growthToBound } from "./forecast.ts";
import { isStale, type Moment } from "./moment.ts";
import { LEAST_WINDOWS, MOST_MISSING, pairedWindows, TIGHTEST_WINDOWS } from "./windows.ts";

/**
 * A metric by windows of time, by the asymptotic sequence of candidate minus baseline, whose error is that of windows of which
 * neighbours are alike. Values are the means over the windows where both versions have one, and these are its units. Throws a
 * RangeError for values that are none.
 */
export function compareSeries(series: Series, windowSeconds: number, alpha: number, moment: Moment): Comparison {
  const { pairs, missing, newest } = pairedWindows(series);
  if (newest === null) return unmeasured("no-data");
  const units = pairs.length;
  const values = {
    candidate: { value: meanOf(pairs.map(({ candidate }) => candidate)), units },
    baseline: { value: meanOf(pairs.map(({ baseline }) => baseline)), units },
  };
  if (isStale(newest + windowSeconds * 1_000, { ...moment, freshSeconds: moment.freshSeconds + windowSeconds })) {
    return unmeasured("stale-data", values);
  }
  if (missing > MOST_MISSING * (units + missing)) return unmeasured("missing-windows", values);
  if (units < LEAST_WINDOWS) return unmeasured("too-few-units", values);
  const found = seriesMean(
    pairs.map(({ candidate, baseline }) => candidate - baseline),
    "prewhitened",
  );
  const settings = { alpha, side: "two-sided", tightestAt: TIGHTEST_WINDOWS } as const;
  return compared({
    ...values,
    estimate: values.candidate.value - values.baseline.value,
    interval: asymptoticSequence(found, settings),
    level: 1 - alpha,
    method: "prewhitened",
    adjusted: false,
    growthTo: (bound) => growthToBound(found, bound, settings),
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
