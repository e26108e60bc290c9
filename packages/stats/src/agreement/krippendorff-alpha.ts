import { percentileInterval } from "../bootstrap.ts";
import { checkConfidence } from "../confidence.ts";
import type { Interval } from "../proportion.ts";
import { createRandom } from "../random.ts";
import { seedFrom } from "../seed.ts";
import { type AlphaLevel, codeUnits, disagreement } from "./disagreement.ts";

export type { AlphaLevel } from "./disagreement.ts";

export interface Alpha {
  /** 1 for perfect agreement, 0 for chance, below for less; null where all values are one: nobody can tell agreement from habit. */
  readonly alpha: number | null;
  /** Units that two or more have valued. */
  readonly units: number;
  /** Their values. */
  readonly values: number;
}

export interface AlphaBootstrap {
  readonly draws: number;
  readonly confidence: number;
  readonly seed: number;
}

/**
 * Krippendorff's alpha, 1 - observed / expected disagreement, of units that any number of people have valued: of each unit the
 * values that were given, at the `level` that they are measured on (Computing Krippendorff's Alpha-Reliability, 2011, parts C and
 * D). Units with fewer than two values count for nothing. Throws a RangeError for a value that is not finite.
 */
export function krippendorffAlpha(units: readonly (readonly number[])[], level: AlphaLevel): Alpha {
  const coded = codeUnits(units);
  const { count, values } = coded;
  return { alpha: alphaOf(disagreement(coded, level, new Uint32Array(count).fill(1))), units: count, values };
}

/**
 * The percentile interval of alpha over units drawn anew with replacement, which keeps its level with missing values too (Zapf
 * et al., Measuring inter-rater reliability for nominal data, BMC Medical Research Methodology 16, 2016). Draws in which all
 * values are one say nothing and are left out; null where those are half of all, or alpha is. Equal seeds, equal intervals, and
 * of a set of units the order does not matter. Throws a RangeError as krippendorffAlpha, for no draws, or an impossible confidence.
 */
export function alphaInterval(
  units: readonly (readonly number[])[],
  level: AlphaLevel,
  { draws, confidence, seed }: AlphaBootstrap,
): Interval | null {
  checkConfidence(confidence);
  if (!Number.isSafeInteger(draws) || draws < 1) throw new RangeError(`a bootstrap needs draws; ${draws} were given`);
  const coded = codeUnits(units);
  if (alphaOf(disagreement(coded, level, new Uint32Array(coded.count).fill(1))) === null) return null;
  const random = createRandom(seedFrom(seed, "krippendorff-alpha"));
  const alphas: number[] = [];
  const times = new Uint32Array(coded.count);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (let unit = 0; unit < coded.count; unit++) {
      const drawn = random.integer(coded.count);
      times[drawn] = (times[drawn] ?? 0) + 1;
    }
    const alpha = alphaOf(disagreement(coded, level, times));
    if (alpha !== null) alphas.push(alpha);
  }
  return alphas.length * 2 <= draws ? null : percentileInterval(Float64Array.from(alphas), confidence);
}

function alphaOf({ observed, expected }: { readonly observed: number; readonly expected: number }): number | null {
  return expected > 0 ? 1 - observed / expected : null;
}
