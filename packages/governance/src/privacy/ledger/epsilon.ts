/**
 * How a Rényi curve becomes (epsilon, delta): `standard` is proposition 3 of Mironov 2017, `improved` is proposition 12 of Canonne, Kamath
 * and Steinke (The Discrete Gaussian for Differential Privacy, 2020) and theorem 21 of Balle et al. 2020, which Opacus and
 * dp-accounting use. Both hold; the improved one is never more.
 */
export const CONVERSIONS = ["standard", "improved"] as const;

export type Conversion = (typeof CONVERSIONS)[number];

export interface SpentPrivacy {
  readonly epsilon: number;
  /** The order that it was found at. */
  readonly order: number;
}

/**
 * The least epsilon over the orders (each above 1), of the same length as `rdp`, at `delta` in (0, 1). At least 0. Infinity, of
 * order NaN, where no order tells.
 */
export function spentPrivacy(
  orders: readonly number[],
  rdp: readonly number[],
  delta: number,
  conversion: Conversion,
): SpentPrivacy {
  let least: SpentPrivacy = { epsilon: Number.POSITIVE_INFINITY, order: Number.NaN };
  for (const [index, order] of orders.entries()) {
    const epsilon = epsilonAt(order, rdp[index] ?? Number.POSITIVE_INFINITY, delta, conversion);
    if (epsilon < least.epsilon) least = { epsilon, order };
  }
  return { ...least, epsilon: Math.max(0, least.epsilon) };
}

function epsilonAt(order: number, divergence: number, delta: number, conversion: Conversion): number {
  if (conversion === "standard") return divergence - Math.log(delta) / (order - 1);
  return divergence + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1);
}
