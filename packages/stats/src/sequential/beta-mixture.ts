import { incompleteBeta } from "../incomplete-beta.ts";
import { logDirichletRatio } from "./dirichlet-ratio.ts";
import type { SequenceSettings } from "./settings.ts";

/** The least that Howard and Ramdas's implementation lets the prior weigh. */
const LEAST_CONCENTRATION = 1e-3;

/**
 * How many values' worth of belief the prior of the mixture has, so that the bound is tightest at `tightestAt` values (Howard,
 * Ramdas, McAuliffe and Sekhon, Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49, 2021).
 */
export function concentrationOf({ alpha, side, tightestAt }: SequenceSettings): number {
  const log = -2 * Math.log(side === "two-sided" ? alpha : 2 * alpha);
  return Math.max(tightestAt / (log + Math.log1p(log)) - 1, LEAST_CONCENTRATION);
}

/**
 * The logarithm of the beta-binomial mixture for values from 0 to 1 whose mean is said to be `p`, strictly between 0 and 1, of
 * which `n` had the sum `sum`: under that it is 1/α or more at any look with a probability of α at most, whatever the values'
 * distribution (the sub-Bernoulli mixture of the same paper). Two-sided, or over means above p alone (side lower), or below
 * (upper). It rests on the number and the sum alone.
 */
export function logBetaMixture(sum: number, n: number, p: number, settings: SequenceSettings): number {
  const concentration = concentrationOf(settings);
  const both = logDirichletRatio([sum, n - sum], [p, 1 - p], concentration);
  if (settings.side === "two-sided") return both;
  const [yes, no] = [concentration * p, concentration * (1 - p)];
  // The beta distribution's share above p is that of its mirror image below 1 - p.
  const share = (a: number, b: number) => (settings.side === "lower" ? above(p, a, b) : above(1 - p, b, a));
  return both + Math.log(share(yes + sum, no + n - sum)) - Math.log(share(yes, no));
}

function above(p: number, a: number, b: number): number {
  return incompleteBeta(1 - p, p, b, a);
}
