import type { Interval } from "../proportion.ts";
import { logBetaMixture } from "./beta-mixture.ts";
import { bisect } from "./bisect.ts";
import { checkQuantile, quantileRanks } from "./quantile-ranks.ts";
import type { Ranked } from "./ranked.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";

/** e^-60, beyond which a p-value is as good as 0. */
const MOST_LOG = 60;

/**
 * The confidence sequence of the candidate's `p` quantile minus the baseline's: all differences of a pair of values whose
 * mixtures, one a version, multiplied stay below 1/α (Howard and Ramdas, Sequential estimation of quantiles, Bernoulli 28, 2022,
 * test a difference of 0 so). Narrower than two sequences of half of alpha. An end is infinite where a sample is too small for it,
 * or it is not asked for; one end alone is as far as of both.
 */
export function quantileDifference(
  candidate: Ranked,
  baseline: Ranked,
  p: number,
  settings: SequenceSettings,
): Interval {
  checkSettings(settings);
  checkQuantile(p);
  const [log, both] = [-Math.log(settings.alpha), twoSided(settings)];
  return {
    low: settings.side === "upper" ? Number.NEGATIVE_INFINITY : -farthest(baseline, candidate, p, log, both),
    high: settings.side === "lower" ? Number.POSITIVE_INFINITY : farthest(candidate, baseline, p, log, both),
  };
}

/** The always-valid two-sided p-value that both quantiles are the same; not below e^-60. */
export function quantileDifferencePValue(
  candidate: Ranked,
  baseline: Ranked,
  p: number,
  settings: SequenceSettings,
): number {
  checkSettings(settings);
  checkQuantile(p);
  const both = twoSided(settings);
  const isLeftOut = (log: number) =>
    farthest(candidate, baseline, p, log, both) < 0 || farthest(baseline, candidate, p, log, both) < 0;
  return Math.exp(-bisect(0, MOST_LOG, isLeftOut));
}

/** The most that the quantile of `upper` may be above that of `lower`; minus infinity where no pair of ranks stays below `log`. */
function farthest(upper: Ranked, lower: Ranked, p: number, log: number, settings: SequenceSettings): number {
  const mixtureOf = (sample: Ranked, rank: number) => logBetaMixture(rank, sample.count, p, settings);
  const least = Math.min(...[upper, lower].map((sample) => mixtureOf(sample, Math.round(sample.count * p))));
  const ranks = quantileRanks(lower.count, p, log - Math.min(0, least), settings);
  let high = Math.round(upper.count * p);
  let most = Number.NEGATIVE_INFINITY;
  // As the lower rank nears its likeliest, more is left to the upper one.
  for (let rank = ranks.least; rank <= Math.round(lower.count * p); rank++) {
    const left = log - mixtureOf(lower, rank);
    if (!(mixtureOf(upper, high) < left)) continue;
    while (high < upper.count && mixtureOf(upper, high + 1) < left) high++;
    most = Math.max(most, upper.atMost(high + 1) - lower.atLeast(rank));
  }
  return most;
}

function twoSided(settings: SequenceSettings): SequenceSettings {
  return { ...settings, side: "two-sided" };
}
