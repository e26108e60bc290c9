/** Units of both versions in one window of time that is over, each with the event or without. */
export interface RateWindow {
  /** Whole numbers, events at most as many as units. */
  readonly candidateUnits: number;
  readonly candidateEvents: number;
  readonly baselineUnits: number;
  readonly baselineEvents: number;
}

/** How many more events of the candidate are allowed. */
export interface RateMargin {
  /** What the baseline's rate is multiplied with, above 0: 1, or 1.1 where 10 % more are allowed. */
  readonly factor: number;
  /** What is added to that, in events a unit, from -1 to 1. */
  readonly plus: number;
}

/** The odds that the mixture bets on are beside those of the margin: 1 + 2^(j/2), from 1/64 above to 64 above. */
const ODDS: readonly number[] = Array.from({ length: 25 }, (_, index) => 1 + 2 ** ((index - 12) / 2));

/**
 * The logarithm of the evidence that the candidate's rate of events is above factor * baseline + plus (`above`), or below it
 * (`below`). If it is not, this is ln(1/α) or more at any look, however rare the events are, with a probability of α at most.
 *
 * In each window, of the events together a share π = factor n / (factor n + m) is the candidate's at the margin, of n and m units.
 * A bet on odds r times as large multiplies by u = r / (1 - π + rπ) at an event of the candidate, by w = 1 / (1 - π + rπ) at one of
 * the baseline: the conditional binomial of Lindon and Malek (Anytime-valid inference for multinomial count data, NeurIPS 2022), so
 * that a rate of both that changes with time does no harm. With a baseline's rate q its expectation is, because 1 + x <= exp x, at
 * most exp(n (factor q + plus)(u - 1) + m q (w - 1)), which is exp(n plus (u - 1)) whatever q is, and is divided out. No limit
 * theorem, no number of units is needed, for single units as for Poisson counts (after Turner, Ly and Grünwald, Generic E-variables
 * for exact sequential k-sample tests, JSPI 230, 2024, who have the bound for equal rates). Bets of all odds are averaged. It is
 * sharp for rare events; of frequent ones the asymptotic sequence knows more.
 */
export function logRateEvidence(windows: readonly RateWindow[], margin: RateMargin, side: "above" | "below"): number {
  for (const window of windows) checkWindow(window);
  return logOfBets(windows, margin, side);
}

/** The same of numbers that need not be whole, for a forecast. */
export function logOfBets(windows: readonly RateWindow[], margin: RateMargin, side: "above" | "below"): number {
  if (!(margin.factor > 0 && margin.factor < Number.POSITIVE_INFINITY && Math.abs(margin.plus) <= 1)) {
    throw new RangeError(`no margin is ${margin.factor} times a rate plus ${margin.plus}`);
  }
  const bets = ODDS.map((odds) => logOfBet(windows, margin, side === "above" ? odds : 1 / odds));
  const most = Math.max(...bets);
  return most + Math.log(bets.reduce((sum, bet) => sum + Math.exp(bet - most), 0) / bets.length);
}

function logOfBet(windows: readonly RateWindow[], { factor, plus }: RateMargin, odds: number): number {
  let log = 0;
  for (const { candidateUnits, candidateEvents, baselineUnits, baselineEvents } of windows) {
    // One version alone says nothing of the other.
    if (candidateUnits === 0 || baselineUnits === 0) continue;
    const share = (factor * candidateUnits) / (factor * candidateUnits + baselineUnits);
    const whole = 1 - share + odds * share;
    log += candidateEvents * Math.log(odds) - (candidateEvents + baselineEvents) * Math.log(whole);
    log -= (candidateUnits * plus * (odds - 1) * (1 - share)) / whole;
  }
  return log;
}

function checkWindow({ candidateUnits, candidateEvents, baselineUnits, baselineEvents }: RateWindow): void {
  for (const [events, units] of [
    [candidateEvents, candidateUnits],
    [baselineEvents, baselineUnits],
  ] as const) {
    if (!(Number.isSafeInteger(units) && Number.isSafeInteger(events) && events >= 0 && events <= units)) {
      throw new RangeError(`${events} of ${units} units cannot have had an event`);
    }
  }
}
