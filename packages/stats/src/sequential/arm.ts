/** One version as a sequence sees it: what was measured of a unit on average, and how much units differ. */
export interface Arm {
  /** A mean, or a ratio of means; NaN where there is none. */
  readonly value: number;
  /**
   * The variance of one unit's (linearised) value, so that the value's squared error is `unitVariance / units`; infinite where
   * unknown.
   */
  readonly unitVariance: number;
  /** Units that were assigned, such as users: whatever is independent of each other. */
  readonly units: number;
}

/** A number from a sample whose error shrinks as it grows. */
export interface Estimate {
  readonly estimate: number;
  /** The squared standard error; infinite where nothing is known. */
  readonly squaredError: number;
  /** The clock of a sequence: proportional to 1 / squaredError as the sample grows, whatever the shares of the versions are. */
  readonly units: number;
}

/** The estimate of one version's own value. */
export function estimateOf({ value, unitVariance, units }: Arm): Estimate {
  return known({ estimate: value, squaredError: unitVariance / units, units });
}

/**
 * Candidate minus baseline. Its clock is what an even split would need to know as much, 2 (v_candidate + v_baseline) /
 * squaredError: all units where the split is even. Where a rollout's share changes, candidate minus baseline times 1 /
 * squaredError still has independent increments whose variance is 1 / squaredError (Scharfstein, Tsiatis and Robins, JASA 92,
 * 1997), so this clock runs right; the number of all units, which GrowthBook's sequence has, then does not.
 */
export function difference(candidate: Arm, baseline: Arm): Estimate {
  return contrast(candidate.value - baseline.value, candidate, baseline);
}

/**
 * Candidate minus baseline as a share of the baseline's magnitude, by the delta method: GrowthBook's relative difference. It needs
 * a baseline that is surely not 0; `relativeSequence` needs no such thing.
 */
export function relativeDifference(candidate: Arm, baseline: Arm): Estimate {
  const size = Math.abs(baseline.value);
  const ratio = candidate.value / size;
  return contrast(
    (candidate.value - baseline.value) / size,
    { ...candidate, unitVariance: candidate.unitVariance / size ** 2 },
    { ...baseline, unitVariance: (baseline.unitVariance / size ** 2) * ratio ** 2 },
  );
}

function contrast(estimate: number, candidate: Arm, baseline: Arm): Estimate {
  const squaredError = candidate.unitVariance / candidate.units + baseline.unitVariance / baseline.units;
  const units = (2 * (candidate.unitVariance + baseline.unitVariance)) / squaredError;
  return known({ estimate, squaredError, units });
}

/** An error of 0 comes of too few units that are all alike, not of knowledge: nothing is known then. */
function known({ estimate, squaredError, units }: Estimate): Estimate {
  const isKnown = Number.isFinite(estimate) && squaredError > 0 && squaredError < Number.POSITIVE_INFINITY && units > 0;
  return isKnown ? { estimate, squaredError, units } : { estimate, squaredError: Number.POSITIVE_INFINITY, units: 0 };
}
