import { growthUntil } from "./growth.ts";
import { logOfBets, type RateMargin, type RateWindow } from "./rare-events.ts";
import { rateSequence } from "./rate-sequence.ts";
import type { SequenceSettings } from "./settings.ts";

/**
 * How many times as many values are needed, at least 1, until the sequence of a rate, or of the mean of values from 0 to 1, leaves
 * out `other`, where the mean stays what it is; null where it never does, or there are no values. Throws as rateSequence.
 */
export function growthOfRate(sum: number, n: number, other: number, settings: SequenceSettings): number | null {
  if (n === 0 || sum / n === other) return null;
  return growthUntil((growth) => {
    const values = Math.floor(n * growth);
    const { low, high } = rateSequence(Math.min(values, (sum / n) * values), values, settings);
    return low > other || high < other;
  });
}

/**
 * How many times as many units and events, at least 1, until there is evidence of 1/α that the candidate's rate is above or below
 * the margin, where both rates and the share stay what they are: a forecast that comes true about half of the time. Null where
 * there never is.
 */
export function growthOfRareEvents(
  windows: readonly RateWindow[],
  margin: RateMargin,
  side: "above" | "below",
  alpha: number,
): number | null {
  return growthUntil((growth) => {
    const grown = windows.map((window) => timesAsLarge(window, growth));
    return logOfBets(grown, margin, side) >= -Math.log(alpha);
  });
}

/**
 * The units of both versions together until then, for rates of events that are taken for granted; `share` of the units, strictly
 * between 0 and 1, are the candidate's. Events that the candidate has not at all are how a promise of few is proven: with none in
 * either version and a margin of `plus`, about (3.2 + ln(1/α)) / plus units of the candidate.
 */
export function unitsForRareEvents(
  rates: { readonly candidate: number; readonly baseline: number },
  share: number,
  margin: RateMargin,
  side: "above" | "below",
  alpha: number,
): number | null {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share must be between 0 and 1; ${share} was given`);
  const unit: RateWindow = {
    candidateUnits: share,
    candidateEvents: share * rates.candidate,
    baselineUnits: 1 - share,
    baselineEvents: (1 - share) * rates.baseline,
  };
  const growth = growthOfRareEvents([unit], margin, side, alpha);
  return growth === null ? null : Math.ceil(growth);
}

function timesAsLarge(window: RateWindow, growth: number): RateWindow {
  return {
    candidateUnits: window.candidateUnits * growth,
    candidateEvents: window.candidateEvents * growth,
    baselineUnits: window.baselineUnits * growth,
    baselineEvents: window.baselineEvents * growth,
  };
}
