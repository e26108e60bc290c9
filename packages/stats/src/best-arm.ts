import { gaussLegendre } from "./gauss-legendre.ts";
import { betaKernel, incompleteBeta } from "./incomplete-beta.ts";
import { normalCdf } from "./normal-cdf.ts";

/** What is believed of a number: a distribution, and where it is to be looked at closely. */
export interface Belief {
  density(x: number): number;
  /** The share below x. */
  below(x: number): number;
  /** Ascending; between two of them the density is smooth, outside of all of them it is nothing. */
  readonly cuts: readonly number[];
}

const NODES = 16;
/** Of a mean's 16 digits, those that nodes beside it can tell apart. */
const LEAST_RELATIVE_DEVIATION = 1e-12;
/** Differences of any two numbers below stay finite. */
const LARGEST = Number.MAX_VALUE / 4;
/** Beyond so many standard deviations a normal distribution has less than 3e-19. */
const WIDEST = 9;
const STEPS: readonly number[] = Array.from({ length: 2 * WIDEST + 1 }, (_, index) => index - WIDEST);

/**
 * A normal distribution: a mean, and a standard deviation above 0 and not below 1e-12 of the mean, both finite and their nine-fold
 * sum within a quarter of what doubles hold, else a RangeError.
 */
export function normalBelief(mean: number, deviation: number): Belief {
  const isWide = deviation > 0 && deviation >= Math.abs(mean) * LEAST_RELATIVE_DEVIATION;
  if (!isWide || !(Math.abs(mean) + WIDEST * deviation <= LARGEST)) {
    throw new RangeError(`no normal distribution has a mean of ${mean} and a standard deviation of ${deviation}`);
  }
  const scale = deviation * Math.sqrt(2 * Math.PI);
  return {
    density: (x) => Math.exp(((x - mean) / deviation) ** 2 / -2) / scale,
    below: (x) => normalCdf((x - mean) / deviation),
    cuts: STEPS.map((step) => mean + step * deviation),
  };
}

/** A beta distribution, of parameters of at least 1 and finite, else a RangeError: 1 + successes, 1 + failures from a flat prior. */
export function betaBelief(a: number, b: number): Belief {
  if (!(a >= 1 && b >= 1 && Number.isFinite(a + b)))
    throw new RangeError(`no beta distribution has ${a} and ${b} here`);
  const mean = a / (a + b);
  const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  const cuts = new Set([0, 1, ...STEPS.map((step) => mean + step * deviation)]);
  // The tail of a rate near 0 or 1 falls as e^-x does: at 9 deviations it is not over.
  for (let far = 2 * WIDEST * deviation; far < 1; far *= 2) cuts.add(mean - far).add(mean + far);
  return {
    density: (x) => (x > 0 && x < 1 ? betaKernel(x, 1 - x, a, b) / (x * (1 - x)) : 0),
    below: (x) => incompleteBeta(Math.max(0, x), Math.max(0, 1 - x), a, b),
    cuts: [...cuts].filter((cut) => cut >= 0 && cut <= 1).sort((one, other) => one - other),
  };
}

/**
 * The probability of each that its number is the largest, together 1: what Thompson sampling would draw each with. By
 * Gauss-Legendre quadrature between all cuts, where nodes over one distribution alone would miss another that is far narrower.
 * Nothing is drawn: equal beliefs, equal probabilities. A RangeError without beliefs.
 */
export function probabilitiesBest(beliefs: readonly Belief[]): number[] {
  if (beliefs.length === 0) throw new RangeError("none is the best of nothing");
  const { nodes, weights } = gaussLegendre(NODES);
  const edges = [...new Set(beliefs.flatMap(({ cuts }) => cuts))].sort((one, other) => one - other);
  const best = beliefs.map(() => 0);
  for (const [index, end] of edges.slice(1).entries()) {
    const half = (end - (edges[index] ?? end)) / 2;
    for (const [place, node] of nodes.entries()) {
      addBest(best, beliefs, end - half * (1 - node), half * (weights[place] ?? 0));
    }
  }
  const all = best.reduce((sum, share) => sum + share, 0);
  return best.map((share) => share / all);
}

/** Adds to each the chance that its number is at x and all others are below. */
function addBest(best: number[], beliefs: readonly Belief[], x: number, weight: number): void {
  const below = beliefs.map((belief) => belief.below(x));
  for (const [arm, belief] of beliefs.entries()) {
    let product = weight * belief.density(x);
    for (let other = 0; other < below.length && product > 0; other++) if (other !== arm) product *= below[other] ?? 0;
    best[arm] = (best[arm] ?? 0) + product;
  }
}
