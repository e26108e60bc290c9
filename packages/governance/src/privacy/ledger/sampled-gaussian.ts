import { logNormalCdf } from "@airworthy/stats";
import { logAdd, logSubtract } from "./log-add.ts";

/** The series is cut where its terms are less than e^-30 of a sum that is at least 1: Opacus's limit. */
const NEGLIGIBLE = -30;
/** Orders whose series is not done by then are not used: dp-accounting's limit is 1,000. */
const MOST_TERMS = 10_000;

/**
 * The Rényi divergence of one step of the Gaussian mechanism with noise `sigma` over the sensitivity, of each record with probability
 * `q` in (0, 1] (Mironov, Talwar and Zhang, Rényi Differential Privacy of the Sampled Gaussian Mechanism, 2019, section
 * 3.3; compute_rdp of TensorFlow Privacy and Opacus). `order` is above 1. Infinity where a fractional order's series does not
 * converge in double precision.
 */
export function sampledGaussianRdp(q: number, sigma: number, order: number): number {
  if (q === 1) return order / (2 * sigma * sigma);
  const logMoment = Number.isInteger(order) ? wholeMoment(q, sigma, order) : fractionalMoment(q, sigma, order);
  // Rounding can take a divergence of next to nothing below 0, which none is.
  return Number.isNaN(logMoment) ? Number.POSITIVE_INFINITY : Math.max(0, logMoment / (order - 1));
}

/** ln A of a whole order: the binomial sum over how often the record is drawn. */
function wholeMoment(q: number, sigma: number, order: number): number {
  const [logIn, logOut] = [Math.log(q), Math.log1p(-q)];
  let sum = Number.NEGATIVE_INFINITY;
  let logChoices = 0;
  for (let i = 0; i <= order; i++) {
    sum = logAdd(sum, logChoices + i * logIn + (order - i) * logOut + (i * i - i) / (2 * sigma * sigma));
    logChoices += Math.log((order - i) / (i + 1));
  }
  return sum;
}

/** ln A of any order: two series of alternating signs from the order on, split at the point where the two densities are equal. */
function fractionalMoment(q: number, sigma: number, order: number): number {
  const [logIn, logOut] = [Math.log(q), Math.log1p(-q)];
  const middle = sigma * sigma * Math.log(1 / q - 1) + 0.5;
  let below = Number.NEGATIVE_INFINITY;
  let above = Number.NEGATIVE_INFINITY;
  let logChoices = 0;
  let isAdded = true;
  for (let i = 0; i < MOST_TERMS; i++) {
    const j = order - i;
    const termBelow =
      logChoices + i * logIn + j * logOut + (i * i - i) / (2 * sigma * sigma) + logNormalCdf((middle - i) / sigma);
    const termAbove =
      logChoices + j * logIn + i * logOut + (j * j - j) / (2 * sigma * sigma) + logNormalCdf((j - middle) / sigma);
    const merge = isAdded ? logAdd : logSubtract;
    below = merge(below, termBelow);
    above = merge(above, termAbove);
    if (i > order && Math.max(termBelow, termAbove) < NEGLIGIBLE) return logAdd(below, above);
    logChoices += Math.log(Math.abs(j) / (i + 1));
    // Each factor past the order is negative.
    if (j < 0) isAdded = !isAdded;
  }
  return Number.NaN;
}
