import { quantileOfSorted, sortDraws } from "./bootstrap.ts";
import { checkConfidence } from "./confidence.ts";
import { normalQuantile } from "./normal.ts";
import { normalCdf } from "./normal-cdf.ts";
import type { Interval } from "./proportion.ts";

/**
 * The bias-corrected and accelerated interval of a bootstrap (Efron, Better Bootstrap Confidence Intervals, JASA 82, 1987):
 * quantiles of `draws`, moved by how the draws lie about the `estimate` and by how its error changes with its value
 * (`acceleration`). As SciPy has it, draws that equal the estimate count half below and half above, and quantiles are of type 7.
 * Where all draws lie on one side, half a draw is taken to lie on the other. Sorts `draws` in place. Throws a RangeError
 * for no draws, NaN anywhere, or a confidence that is not between 0 and 1.
 */
export function bcaInterval(draws: Float64Array, estimate: number, acceleration: number, confidence: number): Interval {
  checkConfidence(confidence);
  checkNumbers(estimate, acceleration);
  sortDraws(draws);
  const bias = biasCorrection(draws, estimate);
  const share = (z: number) => normalCdf(bias + stretched(bias + z, acceleration));
  const z = normalQuantile((1 - confidence) / 2);
  return { low: quantileOfSorted(draws, share(z)), high: quantileOfSorted(draws, share(-z)) };
}

/**
 * The two-sided p-value that the true value is zero: 1 minus the confidence at which bcaInterval just reaches zero. As in
 * bootstrapPValue, which it equals without bias and acceleration, zero counts on both sides and one is added to counts and
 * draws; p is never below what so many draws can tell, 2 / (draws + 1). Throws a RangeError for no draws or NaN anywhere.
 */
export function bcaPValue(draws: Float64Array, estimate: number, acceleration: number): number {
  checkNumbers(estimate, acceleration);
  const bias = biasCorrection(draws, estimate);
  let atMostZero = 1;
  let atLeastZero = 1;
  for (const draw of draws) {
    if (!(draw > 0)) atMostZero++;
    if (!(draw < 0)) atLeastZero++;
  }
  const all = draws.length + 1;
  const low = normalCdf(unstretched(normalQuantile(atMostZero / all) - bias, acceleration) - bias);
  const high = normalCdf(bias - unstretched(-normalQuantile(atLeastZero / all) - bias, acceleration));
  return Math.min(1, Math.max(2 / all, 2 * Math.min(low, high)));
}

/**
 * The acceleration of a statistic, from the empirical influence of each row, of mean 0, or of each cell of `counts` rows:
 * sum psi^3 / (6 (sum psi^2)^1.5) (Efron 1987, formula 4.4); leaving out one row at a time gives nearly the same. 0 where
 * there is no influence at all.
 */
export function acceleration(influence: ArrayLike<number>, counts: ArrayLike<number> | null = null): number {
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < influence.length; i++) {
    const value = influence[i] ?? Number.NaN;
    const weighted = (counts === null ? 1 : (counts[i] ?? Number.NaN)) * value * value;
    squares += weighted;
    cubes += weighted * value;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function checkNumbers(estimate: number, acceleration: number): void {
  if (Number.isNaN(estimate) || !Number.isFinite(acceleration)) {
    throw new RangeError(`no interval has an estimate of ${estimate} and an acceleration of ${acceleration}`);
  }
}

/** z0: where the estimate lies among its draws, on the normal scale. */
function biasCorrection(draws: Float64Array, estimate: number): number {
  let halves = 0;
  for (const draw of draws) {
    if (Number.isNaN(draw)) throw new RangeError("a draw is NaN");
    halves += draw < estimate ? 2 : draw === estimate ? 1 : 0;
  }
  const all = 2 * draws.length;
  return normalQuantile(Math.min(Math.max(halves, 1), all - 1) / all);
}

/** w / (1 - a w), which goes to infinity where the divisor goes to 0, and stays there. */
function stretched(w: number, a: number): number {
  return 1 - a * w > 0 ? w / (1 - a * w) : w * Number.POSITIVE_INFINITY;
}

/** The w that is stretched to `v`, infinite where none is. */
function unstretched(v: number, a: number): number {
  if (!Number.isFinite(v)) return v;
  return 1 + a * v > 0 ? v / (1 + a * v) : v * Number.POSITIVE_INFINITY;
}
