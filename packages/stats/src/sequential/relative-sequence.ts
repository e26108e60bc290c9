import type { Interval } from "../proportion.ts";
import { type Arm, relativeDifference } from "./arm.ts";
import { asymptoticFactor } from "./asymptotic.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";

const UNKNOWN: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/**
 * The sequence of candidate minus baseline as a share of the baseline's magnitude, by Fieller's theorem (Some problems in interval
 * estimation, JRSS B 16, 1954): all q for which the sequence of candidate - q baseline holds 0. Each of these is a plain
 * difference, and nothing is divided by a baseline that may be near 0: where the baseline's own sequence holds 0, the interval has
 * no ends.
 */
export function relativeSequence(candidate: Arm, baseline: Arm, settings: SequenceSettings): Interval {
  checkSettings(settings);
  const { units, squaredError } = relativeDifference(candidate, baseline);
  if (!(squaredError < Number.POSITIVE_INFINITY)) return UNKNOWN;
  const squaredFactor = asymptoticFactor(units, settings) ** 2;
  const size = Math.abs(baseline.value);
  const other = (squaredFactor * baseline.unitVariance) / baseline.units;
  const own = (squaredFactor * candidate.unitVariance) / candidate.units;
  // q² (baseline² - other) - 2 q size candidate + candidate² - own <= 0, with the baseline's magnitude in its place.
  const leading = size ** 2 - other;
  if (!(leading > 0)) return UNKNOWN;
  const middle = size * candidate.value;
  const root = Math.sqrt(Math.max(0, own * size ** 2 + other * candidate.value ** 2 - own * other));
  const sign = baseline.value < 0 ? -1 : 1;
  return {
    low: settings.side === "upper" ? Number.NEGATIVE_INFINITY : (middle - root) / leading - sign,
    high: settings.side === "lower" ? Number.POSITIVE_INFINITY : (middle + root) / leading - sign,
  };
}
