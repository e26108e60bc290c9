/** Both ends, or only the low or the high one: the value is not below `low`, not above `high`. */
export type Side = "two-sided" | "lower" | "upper";

export interface SequenceSettings {
  /** The probability that the sequence is ever wrong, above 0 and below 0.5. */
  readonly alpha: number;
  readonly side: Side;
  /** The units at which the sequence is tightest, above 0, chosen before any are seen. It holds at every other number too. */
  readonly tightestAt: number;
}

/** Both tails' alpha is spent alike, so that of one alone half of it may be used. */
const MOST_ALPHA = 0.5;

/** Throws a RangeError for settings out of range, NaN among them. */
export function checkSettings({ alpha, tightestAt }: SequenceSettings): void {
  checkAlpha(alpha);
  if (!(tightestAt > 0 && tightestAt < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`the units where a sequence is tightest must be above 0; ${tightestAt} was given`);
  }
}

/** Throws a RangeError for an alpha that is not above 0 and below 0.5. */
export function checkAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < MOST_ALPHA)) {
    throw new RangeError(`alpha must be above 0 and below ${MOST_ALPHA}; ${alpha} was given`);
  }
}
