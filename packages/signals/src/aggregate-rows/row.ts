import type { Shape } from "@airworthy/evidence";
import * as v from "valibot";

const MOST_CHARACTERS = 2_000;
const MOST_LIMITS = 500;

const text = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_CHARACTERS));
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const optionalCount = v.nullish(whole, 0);
/** As whole milliseconds since 1970; as text with the date, the time and where it is that time. */
const time = v.union(
  [
    v.pipe(v.number(), v.safeInteger()),
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((written) => Math.floor(Date.parse(written))),
      v.safeInteger(),
    ),
  ],
  "must be a time such as 2026-01-31T12:00:00Z, or milliseconds since 1970",
);

/** What a row calls what it says of versions themselves, and no metric may be called. */
export const EXPOSURES = "exposures";

const common = {
  /** As the exposures have it. */
  variant: text,
  /** At which the window starts that the units' first exposures are in; without it the row is of all the time asked for. */
  window: v.nullish(time),
  /** The group that the units are in: its column and value; without them all units. */
  column: v.nullish(text),
  value: v.nullish(v.pipe(v.string(), v.maxLength(MOST_CHARACTERS))),
  units: whole,
};

const exposuresRowSchema = v.strictObject({
  ...common,
  metric: v.literal(EXPOSURES),
  /** When the newest exposure was, and the newest outcome that counts after one. */
  newest: v.nullish(time),
  newestOutcome: v.nullish(time),
  outcomes: optionalCount,
});

const metricRowSchema = v.pipe(
  v.strictObject({
    ...common,
    metric: text,
    sum: finite,
    squares: finite,
    /** Of a ratio's second number, or of the time before. */
    otherSum: v.nullish(finite),
    otherSquares: v.nullish(finite),
    products: v.nullish(finite),
    /** Of a quantile: the limits of its buckets and the units in each, one more than there are limits. */
    limits: v.nullish(v.pipe(v.array(finite), v.maxLength(MOST_LIMITS))),
    counts: v.nullish(v.pipe(v.array(whole), v.maxLength(MOST_LIMITS + 1))),
    invalid: optionalCount,
  }),
  v.check(
    (row) => (row.column ?? null) === null || typeof row.value === "string",
    "must have a value beside its column",
  ),
);

const qualityRowSchema = v.strictObject({
  window: v.nullish(time),
  quality: v.strictObject({
    events: optionalCount,
    late: optionalCount,
    duplicate: optionalCount,
    outOfOrder: optionalCount,
    fromTheFuture: optionalCount,
    unknownVariant: optionalCount,
    crossover: optionalCount,
  }),
});

export type ExposuresRow = v.InferOutput<typeof exposuresRowSchema>;
export type MetricRow = v.InferOutput<typeof metricRowSchema>;
export type QualityRow = v.InferOutput<typeof qualityRowSchema>;
export type AggregateRow = ExposuresRow | MetricRow | QualityRow;

/**
 * A row that was added up beforehand: of a metric in the units of one version, of the version's exposures themselves, or of the
 * quality of the events. By which of these it wants to be is told what is wrong with it.
 */
export const aggregateRowSchema: Shape<AggregateRow> = v.lazy((row): Shape<AggregateRow> => {
  if (field(row, "quality") !== undefined) return qualityRowSchema;
  return field(row, "metric") === EXPOSURES ? exposuresRowSchema : metricRowSchema;
});

function field(row: unknown, name: string): unknown {
  return typeof row === "object" && row !== null && Object.hasOwn(row, name) ? Reflect.get(row, name) : undefined;
}
