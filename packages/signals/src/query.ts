export const ARMS = ["candidate", "baseline"] as const;

export type ArmName = (typeof ARMS)[number];

/**
 * What is asked of exposures and outcomes of single units, such as users. Every source answers by the same rules:
 *
 * - Times are whole milliseconds since 1970; what is finer is cut off.
 * - A row counts among the events where it is an exposure of the flag (and of the segment and version, where these are
 *   given, and of no excluded group) or an outcome whose event some metric asks for, and its time is from `from` on (of outcomes from `preFrom`), but not
 *   between `until` and `now + skew`: such are not waited for yet.
 * - Of the events these do not go on, each counted once, as the first that applies: from the future (after `now + skew`);
 *   late (received more than `wait` after its time; known only where there is a column of that); duplicate (where there is an
 *   id: equal in all columns that are read to an event that went on).
 * - An exposure whose variant is neither version's is counted as an unknown variant and goes no further.
 * - A unit with exposures to both versions is a crossover: counted, and in neither version.
 * - A unit's first exposure is the earliest. Its groups are those of that row (of equal times the texts that sort first by code
 *   points, null last). Where `within` is given, only units count whose first + within <= until.
 * - An outcome counts for a unit where max(from, first - skew) <= time < until, and time < first + within where that is given;
 *   and for the time before, where preFrom <= time < preUntil.
 */
export interface SignalQuery {
  readonly flag: string;
  /** The flag's own version that was served, such as "ranker-2/3"; null to take exposures of any. */
  readonly version: string | null;
  /** What the variant's column says of each version: any of these texts. */
  readonly variants: Readonly<Record<ArmName, readonly string[]>>;
  readonly times: QueryTimes;
  readonly exposures: EventTable<ExposureColumns>;
  /** Only exposures whose column has this value; null for all. */
  readonly segment: Group | null;
  /** Exposures whose column has one of these values are no exposures: those users are no part of the split. */
  readonly excluded: readonly Group[];
  readonly outcomes: EventTable<OutcomeColumns>;
  readonly metrics: readonly EventMetric[];
}

/** In milliseconds since 1970, and in milliseconds. */
export interface QueryTimes {
  readonly from: number;
  /** Of outcomes before the rollout, for metrics that are adjusted by them; as `from` where none is. */
  readonly preFrom: number;
  /** The end of the time before, at most `from`: the start of the rollout, of which `from` may be a later step's. */
  readonly preUntil: number;
  readonly until: number;
  readonly now: number;
  readonly skew: number;
  readonly wait: number;
  readonly within: number | null;
}

/** Rows of a source. */
export interface EventTable<Columns> {
  /** What a database takes behind FROM: a table's name, or a query in brackets. Null for files, which are what they are. */
  readonly table: string | null;
  readonly columns: Columns;
}

/** Names of columns; null where there is none such. Of JSON rows they are keys of the row itself, dots included. */
export interface ExposureColumns {
  /** RFC 3339 text or milliseconds in files; a timestamp or milliseconds in databases. */
  readonly time: string;
  readonly unit: string;
  readonly flag: string | null;
  readonly variant: string;
  readonly version: string | null;
  readonly id: string | null;
  readonly received: string | null;
}

export interface OutcomeColumns {
  readonly time: string;
  readonly unit: string;
  /** What happened, such as "feedback"; null where all rows are of one kind. */
  readonly event: string | null;
  readonly id: string | null;
  readonly received: string | null;
}

/** A group of units: those whose exposure has this text in the column. */
export interface Group {
  readonly column: string;
  readonly value: string;
}

/**
 * A number a unit, of its outcomes:
 *
 * - `mean`: the sum of `value`, or without one the number of outcomes; 0 of a unit without any;
 * - `rate`: 1 with any outcome, else 0;
 * - `ratio`: two numbers: the sum of `value`, and that of `per` or without one the number of outcomes;
 * - `quantile`: the mean of `value`, of units with any outcome; others do not count.
 */
export const MEASURES = ["mean", "rate", "ratio", "quantile"] as const;

export interface EventMetric {
  readonly name: string;
  /** Null for every outcome. */
  readonly event: string | null;
  readonly measure: (typeof MEASURES)[number];
  readonly value: string | null;
  readonly per: string | null;
  /** Of `quantile`: rising limits of buckets; a value is in the first bucket whose limit is at or above it. */
  readonly limits: readonly number[] | null;
  /** Whether the same number of the time before is asked for: of `mean` and `rate`. */
  readonly hasBefore: boolean;
  readonly groups: readonly Group[];
}
