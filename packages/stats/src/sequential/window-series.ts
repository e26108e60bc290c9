import type { Estimate } from "./arm.ts";

/** How the long-run variance of a series is found; see `seriesMean`. */
export type LongRunMethod = "newey-west" | "prewhitened" | "batch-means";

/** Fewer windows than this say nothing of how alike neighbours are. */
const LEAST_WINDOWS = 20;
/** The most that a window is taken to carry over to the next (as Andrews and Monahan, 1992, have it). */
const MOST_CARRIED = 0.97;
/** Standard errors to a coefficient that is larger 5 % of the time. */
const UNSURE = 1.6448536269514722;

/**
 * The mean of one number a window, such as candidate minus baseline in each five minutes, in the order of time and gapless, where
 * neighbouring windows are alike: its error is that of the long-run variance, the sum of all autocovariances. Its clock is the
 * number of windows. Nothing is known of fewer than 20 windows. A NaN or an infinity is a RangeError: a window that is missing has
 * to be decided about first.
 * - `prewhitened`, for looks at any time: Newey and West's variance of what a first-order autoregression leaves (Andrews and
 *   Monahan, Econometrica 60, 1992), whose coefficient φ is corrected for its bias of -(1 + 3φ) / T (Kendall, Biometrika 41,
 *   1954), and taken at its upper 95 % limit: early looks would otherwise trust an error that is too small too often.
 * - `newey-west`, for long series whose neighbours are little alike: Bartlett weights up to lag 4 (T / 100)^(2/9) (Newey and West,
 *   Econometrica 55, 1987; the lag: Review of Economic Studies 61, 1994).
 * - `batch-means`, for long series: of √T batches (Alexopoulos and Seila, Handbook of Simulation, 1998, chapter 7).
 * How often each is wrong is in docs/benchmarks/canary-operating-characteristics.md.
 */
export function seriesMean(values: ArrayLike<number>, method: LongRunMethod): Estimate {
  const windows = values.length;
  const centred = Float64Array.from(values);
  if (!centred.every(Number.isFinite)) throw new RangeError("a series of windows must not hold NaN or infinities");
  const mean = centred.reduce((sum, value) => sum + value, 0) / windows;
  for (let i = 0; i < windows; i++) centred[i] = (centred[i] ?? 0) - mean;
  const variance = windows < LEAST_WINDOWS ? 0 : longRunVariance(centred, method);
  if (!(variance > 0)) return { estimate: mean, squaredError: Number.POSITIVE_INFINITY, units: 0 };
  return { estimate: mean, squaredError: variance / windows, units: windows };
}

function longRunVariance(centred: Float64Array, method: LongRunMethod): number {
  if (method === "newey-west") return neweyWest(centred);
  return method === "prewhitened" ? prewhitened(centred) : batchMeans(centred);
}

function neweyWest(centred: Float64Array): number {
  const windows = centred.length;
  const lags = Math.floor(4 * (windows / 100) ** (2 / 9));
  let variance = autocovariance(centred, 0);
  for (let lag = 1; lag <= lags; lag++) variance += 2 * (1 - lag / (lags + 1)) * autocovariance(centred, lag);
  // What the mean took away of one of the windows.
  return (variance * windows) / (windows - 1);
}

function prewhitened(centred: Float64Array): number {
  const windows = centred.length;
  const found = autocovariance(centred, 1) / autocovariance(centred, 0);
  const carried = Math.min(MOST_CARRIED, Math.max(-MOST_CARRIED, (windows * found + 1) / (windows - 3)));
  const rest = new Float64Array(windows - 1);
  for (let i = 1; i < windows; i++) rest[i - 1] = (centred[i] ?? 0) - carried * (centred[i - 1] ?? 0);
  const unsure = UNSURE * Math.sqrt((1 - carried ** 2) / windows);
  return neweyWest(rest) / (1 - Math.min(MOST_CARRIED, carried + unsure)) ** 2;
}

/** What is left over when windows are divided into batches is dropped from the start. */
function batchMeans(centred: Float64Array): number {
  const size = Math.floor(Math.sqrt(centred.length));
  const batches = Math.floor(centred.length / size);
  const start = centred.length - size * batches;
  const means = Float64Array.from({ length: batches }, (_, batch) => {
    const from = start + batch * size;
    return centred.subarray(from, from + size).reduce((sum, value) => sum + value, 0) / size;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / batches;
  return (size * means.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / (batches - 1);
}

/** Divided by the number of windows, whatever the lag, which keeps the sum of all positive. */
function autocovariance(centred: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < centred.length; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
  return sum / centred.length;
}
