/** Three bits more than a double holds, so that the last of them can say whether anything was left over. */
const KEPT_BITS = 56;

/**
 * The double nearest to `numerator` / `denominator`, rounded once (to even), so that a fraction such as 1/20 is exactly
 * the 0.05 that it is compared with. Whole numbers, the numerator at least 0 and the denominator above 0. Quotients
 * under 1e-300 lose digits.
 */
export function nearestDouble(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const shift = KEPT_BITS - bitLength(numerator) + bitLength(denominator);
  const above = shift > 0 ? numerator << BigInt(shift) : numerator;
  const below = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const quotient = above / below;
  const kept = quotient * below === above ? quotient : quotient | 1n;
  // In two steps, since 2 to the power of -shift may be under the least double.
  const half = Math.trunc(shift / 2);
  return Number(kept) * 2 ** -half * 2 ** (half - shift);
}

function bitLength(value: bigint): number {
  const hexadecimal = value.toString(16);
  return 4 * (hexadecimal.length - 1) + (32 - Math.clz32(Number.parseInt(hexadecimal.charAt(0), 16)));
}
