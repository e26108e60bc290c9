import {
  bcaInterval,
  bcaPValue,
  bootstrapPValue,
  momentsOf,
  percentileInterval,
  sampleVariance,
} from "@airworthy/stats";
import { differenceOf, fromStandardError, type Values, withoutDifference } from "./conclude.ts";
import type { Estimate, InferenceSettings } from "./estimate-types.ts";

/** More draws than this share without a value (a class that was not drawn, say) leave an interval of the lucky ones. */
const MOST_UNDEFINED = 0.01;

/** A metric as resampled: its value on either side in each draw, NaN where it has none. */
export interface Draws {
  readonly candidate: Float64Array;
  /** Of the same rows as the candidate's; null without a baseline. */
  readonly baseline: Float64Array | null;
}

/** How draws are made an interval and a p-value. */
export interface DrawsReading extends Pick<InferenceSettings, "confidence" | "interval"> {
  /** Whether the bootstrap was asked for as the test. */
  readonly isTest: boolean;
  /** The bias-corrected interval's; null where the metric has none. */
  readonly acceleration: number | null;
  /** What was drawn: rows, or clusters. */
  readonly units: number;
}

/**
 * The interval and p-value of a difference from draws of it. The p-value is Student's, of the difference over the standard
 * deviation of its draws: of the ways to test by draws it keeps nearest to its level on few rows (bench/operating-characteristics).
 * Only where the bootstrap was asked for as the test, p is the largest at which the interval of the same kind leaves zero out.
 * Draws without a value are left out; with more than 1 % of them there is no difference, and of a single unit no interval.
 */
export function fromDraws(values: Values, estimate: number, draws: Draws, reading: DrawsReading): Estimate {
  const { units, confidence, interval, isTest } = reading;
  const differences = differencesOf(draws);
  const undefinedDraws = draws.candidate.length - differences.length;
  if (differences.length === 0 || undefinedDraws > MOST_UNDEFINED * draws.candidate.length) {
    return withoutDifference(values);
  }
  const byStudent = fromStandardError(values, estimate, {
    // A bootstrap's variance divides by n where a sample's divides by n - 1.
    standardError: (deviationOf(differences) ?? Number.NaN) * Math.sqrt(units / (units - 1)),
    units,
    degreesOfFreedom: units - 1,
    method: "bootstrap-student",
    confidence,
  });
  if (byStudent.pValue === null) return byStudent;
  const resamples = differences.length;
  if (interval === "student") return { ...byStudent, resamples };
  const { method, pValue, ...ends } = byQuantiles(differences, estimate, reading);
  const difference = { estimate, ...ends };
  if (!isTest) return { ...byStudent, difference, interval: method, resamples };
  // Not below what so few units can have by flipping signs: quantiles of equal draws would say anything.
  return {
    ...byStudent,
    difference,
    pValue: Math.max(pValue, 2 ** (1 - units)),
    interval: method,
    test: method,
    resamples,
  };
}

/** The bias-corrected interval needs an acceleration, and draws that differ and lie about the estimate; else the percentile one. */
function byQuantiles(draws: Float64Array, estimate: number, { acceleration, confidence, interval }: DrawsReading) {
  if (interval !== "bca" || acceleration === null || confidence === 1 || !isSpread(draws, estimate)) {
    const pValue = bootstrapPValue(draws);
    return { method: "bootstrap-percentile" as const, pValue, ...percentileInterval(draws, confidence) };
  }
  const pValue = bcaPValue(draws, estimate, acceleration);
  return { method: "bootstrap-bca" as const, pValue, ...bcaInterval(draws, estimate, acceleration, confidence) };
}

/** The standard deviation of those draws that have a value; null where fewer than two do. */
export function deviationOf(draws: Float64Array): number | null {
  const defined = draws.filter((draw) => !Number.isNaN(draw));
  if (defined.length < 2) return null;
  return Math.sqrt(sampleVariance(momentsOf(defined)));
}

function differencesOf({ candidate, baseline }: Draws): Float64Array {
  return candidate
    .map((value, draw) => differenceOf(value, baseline?.[draw] ?? Number.NaN))
    .filter((difference) => !Number.isNaN(difference));
}

/** The bias correction would be infinite where the estimate lies beyond all draws, and says nothing where they do not differ. */
function isSpread(draws: Float64Array, estimate: number): boolean {
  const isReached = draws.some((draw) => draw <= estimate) && draws.some((draw) => draw >= estimate);
  return isReached && draws.some((draw) => draw !== estimate);
}
