import { firstWhole } from "./bisect.ts";

/** A sample whose quantiles are asked for: it knows which values lie around a rank. */
export interface Ranked {
  /** How many values there are, a whole number. */
  readonly count: number;
  /** The least that the value of rank `rank` may be, from 1 to count; minus infinity below rank 1 or where nobody knows. */
  atLeast(rank: number): number;
  /** The most that it may be; infinity above rank `count` or where nobody knows. */
  atMost(rank: number): number;
}

/** Values in ascending order; a RangeError where they are not, or one is NaN. */
export function rankedValues(sorted: ArrayLike<number>): Ranked {
  const { length } = sorted;
  for (let i = 0; i < length; i++) {
    const value = sorted[i] ?? Number.NaN;
    if (!(value >= (i === 0 ? Number.NEGATIVE_INFINITY : (sorted[i - 1] ?? Number.NaN)))) {
      throw new RangeError(`value ${i + 1} is ${value}, which is not at or above the one before it`);
    }
  }
  return {
    count: length,
    atLeast: (rank) => (rank < 1 ? Number.NEGATIVE_INFINITY : (sorted[rank - 1] ?? Number.NaN)),
    atMost: (rank) => (rank > length ? Number.POSITIVE_INFINITY : (sorted[rank - 1] ?? Number.NaN)),
  };
}

/** One bucket of a histogram. */
export interface Bucket {
  /** Finite, above that of the bucket before. */
  readonly limit: number;
  /** How many values are at or below it, as in a Prometheus histogram: it never falls. */
  readonly countAtMost: number;
}

/** The counts of a histogram, of `count` values; a RangeError where they cannot be counts. A value is known to its bucket. */
export function rankedBuckets(buckets: readonly Bucket[], count: number): Ranked {
  let before: Bucket = { limit: Number.NEGATIVE_INFINITY, countAtMost: 0 };
  for (const bucket of buckets) {
    const isNext = bucket.limit > before.limit && bucket.limit < Number.POSITIVE_INFINITY;
    if (!(isNext && Number.isSafeInteger(bucket.countAtMost) && bucket.countAtMost >= before.countAtMost)) {
      throw new RangeError(
        `a bucket of ${bucket.countAtMost} up to ${bucket.limit} cannot follow one of ${before.countAtMost} up to ${before.limit}`,
      );
    }
    before = bucket;
  }
  if (!(Number.isSafeInteger(count) && count >= before.countAtMost)) {
    throw new RangeError(`${count} values cannot have ${before.countAtMost} at or below ${before.limit}`);
  }
  const bucketOf = (rank: number) => firstBucket(buckets, rank);
  return {
    count,
    atLeast: (rank) =>
      rank < 1 ? Number.NEGATIVE_INFINITY : (buckets[bucketOf(rank) - 1]?.limit ?? Number.NEGATIVE_INFINITY),
    atMost: (rank) =>
      rank > count ? Number.POSITIVE_INFINITY : (buckets[bucketOf(rank)]?.limit ?? Number.POSITIVE_INFINITY),
  };
}

/** The place of the first bucket that reaches the rank. */
function firstBucket(buckets: readonly Bucket[], rank: number): number {
  return firstWhole(0, buckets.length - 1, (place) => (buckets[place]?.countAtMost ?? 0) >= rank);
}
