/** Below, the difference of the formula's terms loses its digits. */
const SERIES_BELOW = 1e-7;

/**
 * The Rényi divergence of one step of the Laplace mechanism with noise of `scale` over the sensitivity, of an order above 1 (Mironov,
 * Rényi Differential Privacy, 2017, proposition 6), written so that no power of e overflows: with e = 1 / scale,
 * e + ln(1 + (order - 1) (exp(-(2 order - 1) e) - 1) / (2 order - 1)) / (order - 1).
 */
export function laplaceRdp(scale: number, order: number): number {
  const epsilon = 1 / scale;
  const twice = 2 * order - 1;
  const divergence = epsilon + Math.log1p(((order - 1) * Math.expm1(-twice * epsilon)) / twice) / (order - 1);
  // order e^2 / 2 bounds it, and is what it comes to for small e.
  return epsilon < SERIES_BELOW ? (order * epsilon * epsilon) / 2 : divergence;
}
