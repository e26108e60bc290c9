/** Flagd's own limit: the product of a hash and a sum of weights stays within 63 bits. */
const MOST_WEIGHT = 2 ** 31 - 1;

/** The variants that share a hash, each with the end of its share; a share begins where the one before it ends. */
export interface Buckets {
  readonly variants: readonly unknown[];
  readonly ends: readonly number[];
}

/**
 * Reads `[variant, weight]` entries. A missing weight is 1, one below 0 is 0. Null where an entry is no list, names no scalar, or
 * weighs no integer; where the sum is 0 or above 2^31 - 1.
 */
export function bucketsOf(entries: unknown): Buckets | null {
  let end = 0;
  const variants: unknown[] = [];
  const ends: number[] = [];
  for (const entry of Array.isArray(entries) ? entries : []) {
    const [variant, weight]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    const isScalar = variant === null || (variant !== undefined && typeof variant !== "object");
    const share = weight ?? 1;
    // What is wrong once makes a sum that is no number.
    end += isScalar && Number.isInteger(share) ? Math.max(Number(share), 0) : Number.NaN;
    variants.push(variant);
    ends.push(end);
  }
  return end > 0 && end <= MOST_WEIGHT ? { variants, ends } : null;
}

/** The variant whose share holds (hash * sum of weights) >> 32, computed exactly in halves of 16 bits. */
export function choose({ variants, ends }: Buckets, hash: number): unknown {
  const total = ends[ends.length - 1] ?? 0;
  const low = (((hash & 0xffff) * total) / 0x10000) | 0;
  const bucket = (((hash >>> 16) * total + low) / 0x10000) | 0;
  let at = 0;
  while (bucket >= (ends[at] ?? 0)) at++;
  return variants[at];
}
