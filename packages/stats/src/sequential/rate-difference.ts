import type { Interval } from "../proportion.ts";
import { bisect } from "./bisect.ts";
import { logRateEvidence, type RateMargin, type RateWindow } from "./rare-events.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";

/**
 * The confidence sequence of the candidate's rate of events minus the baseline's, over windows that are over, exact for rare
 * events: every difference that `logRateEvidence` has no evidence of 1/α against, from -1 to 1. Each side of two has half of
 * alpha. Throws a RangeError for counts that cannot be.
 */
export function rateDifferenceSequence(
  windows: readonly RateWindow[],
  { alpha, side }: Omit<SequenceSettings, "tightestAt">,
): Interval {
  checkSettings({ alpha, side, tightestAt: 1 });
  const enough = -Math.log(side === "two-sided" ? alpha / 2 : alpha);
  const isProven = (plus: number, way: "above" | "below") =>
    logRateEvidence(windows, { factor: 1, plus }, way) >= enough;
  return {
    low: side === "upper" ? -1 : bisect(-1, 1, (plus) => isProven(plus, "above")),
    high: side === "lower" ? 1 : -bisect(-1, 1, (plus) => isProven(-plus, "below")),
  };
}

/** The always-valid p-value that the candidate's rate is not above the margin (`above`), or not below it (`below`). */
export function rareEventsPValue(windows: readonly RateWindow[], margin: RateMargin, side: "above" | "below"): number {
  return Math.min(1, Math.exp(-logRateEvidence(windows, margin, side)));
}
