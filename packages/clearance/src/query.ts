import { shortText } from "@airworthy/evidence";
import * as v from "valibot";
import { evidenceType } from "./evidence-type.ts";

/** Ten years: how long Article 18 of Regulation (EU) 2024/1689 has technical documentation kept. */
const MOST_DAYS = 3_660;
const MOST_CHARACTERS = 500;

const nameSchema = shortText(MOST_CHARACTERS);
const finite = v.pipe(v.number(), v.finite("must be finite"));

/** The best verdict may be demanded, or that nothing failed. That nothing can be told is never an answer. */
export const DEMANDED = ["pass", "warn"] as const;

/** What files of evidence are asked. */
export const querySchema = v.strictObject({
  /** The predicate type's URI. */
  type: nameSchema,
  /** Of an audit: "bias", "privacy" or "safety". */
  class: v.nullable(nameSchema),
  /** A finding's metric; the whole file's verdict without. */
  metric: v.nullable(nameSchema),
  /** What the finding is of: "sex", or "language=de" of a comparison's slice; null for every finding of the metric. */
  of: v.nullable(nameSchema),
  /** The verdict that it must have at least. */
  verdict: v.picklist(DEMANDED),
  /** What the finding's value may be at most and at least, in the metric's own unit: 0.1, not 10 %. */
  max: v.nullable(finite),
  min: v.nullable(finite),
  /** How many days ago the evidence may have been made. */
  fresh: v.nullable(
    v.pipe(v.number(), v.integer("must be a whole number of days"), v.minValue(0), v.maxValue(MOST_DAYS)),
  ),
});

export type Query = v.InferOutput<typeof querySchema>;

const { entries } = querySchema;

/** A query as people write it into a file: the type by its short name, and only what is asked. */
export const writtenQuerySchema = v.pipe(
  v.strictObject({
    type: nameSchema,
    class: v.exactOptional(nameSchema),
    metric: v.exactOptional(nameSchema),
    of: v.exactOptional(nameSchema),
    verdict: v.exactOptional(v.picklist(DEMANDED)),
    max: v.exactOptional(finite),
    min: v.exactOptional(finite),
    fresh: v.exactOptional(entries.fresh.wrapped),
  }),
  v.check(
    ({ metric, of, max, min }) => metric !== undefined || (of === undefined && max === undefined && min === undefined),
    "must name a metric where it says of, max or min",
  ),
);

export type WrittenQuery = v.InferOutput<typeof writtenQuerySchema>;

export function queryOf({ type, verdict = "pass", ...query }: WrittenQuery): Query {
  return {
    type: evidenceType(type),
    class: query.class ?? null,
    metric: query.metric ?? null,
    of: query.of ?? null,
    verdict,
    max: query.max ?? null,
    min: query.min ?? null,
    fresh: query.fresh ?? null,
  };
}
