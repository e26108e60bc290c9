import { momentsOf } from "@airworthy/stats";
import { minimise } from "./minimise.ts";
import { type SkewNormal, skewNormalLogDensity } from "./skew-normal.ts";

/** Fewer say next to nothing of a tail. */
const LEAST_VALUES = 100;
/** More are thinned to this many, evenly by rank: the tail's shape is settled, and a fit stays within a second. */
const MOST_VALUES = 4_000;
/** The likelihood of values of one sign of z has no maximum: the shape runs away. Beyond, nothing is claimed. */
const MOST_SHAPE = 1_000;
/** The skewness of a half normal distribution, which no skew normal one exceeds. */
const MOST_SKEWNESS = 0.99;

/**
 * The skew normal distribution of the highest likelihood, as scipy.stats.skewnorm.fit searches for it: from the moments' estimate,
 * by the simplex method of Nelder and Mead, here until it no longer moves. `sorted` rises. Null where there are under 100
 * values, where they are all the same, and where the likelihood has no maximum.
 */
export function fitSkewNormal(sorted: Float64Array): SkewNormal | null {
  if (sorted.length < LEAST_VALUES) return null;
  const values = thin(sorted);
  const { mean, squares } = momentsOf(values);
  const deviation = Math.sqrt(squares / values.length);
  if (!(deviation > 0 && Number.isFinite(mean))) return null;
  // In units of the deviation about the mean all searches are alike.
  const standard = values.map((value) => (value - mean) / deviation);
  const best = minimise(([shape = 0, location = 0, logScale = 0]) => {
    const distribution = { shape, location, scale: Math.exp(logScale) };
    let sum = 0;
    for (const value of standard) sum -= skewNormalLogDensity(value, distribution);
    return sum / standard.length;
  }, fromMoments(standard));
  if (best === null) return null;
  const [shape = 0, location = 0, logScale = 0] = best;
  if (Math.abs(shape) > MOST_SHAPE) return null;
  return { shape, location: mean + deviation * location, scale: deviation * Math.exp(logScale) };
}

/** Shape, location and ln scale whose mean, deviation and skewness are those of values of mean 0 and deviation 1 (Azzalini 1985). */
function fromMoments(standard: Float64Array): readonly number[] {
  let cubes = 0;
  for (const value of standard) cubes += value ** 3;
  const skewness = Math.max(-MOST_SKEWNESS, Math.min(MOST_SKEWNESS, cubes / standard.length));
  const power = Math.abs(skewness) ** (2 / 3);
  const delta = Math.sign(skewness) * Math.sqrt(((Math.PI / 2) * power) / (power + ((4 - Math.PI) / 2) ** (2 / 3)));
  const scale = 1 / Math.sqrt(1 - (2 * delta * delta) / Math.PI);
  return [delta / Math.sqrt(1 - delta * delta), -scale * delta * Math.sqrt(2 / Math.PI), Math.log(scale)];
}

function thin(sorted: Float64Array): Float64Array {
  if (sorted.length <= MOST_VALUES) return sorted;
  const step = sorted.length / MOST_VALUES;
  return Float64Array.from({ length: MOST_VALUES }, (_, index) => sorted[Math.floor((index + 0.5) * step)] ?? 0);
}
