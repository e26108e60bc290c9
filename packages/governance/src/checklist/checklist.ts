import * as v from "valibot";
import { lineIdSchema, shortText, whoSchema } from "./entry-schemas.ts";

export const MOST_LINES = 500;
const MOST_QUERIES = 20;
const MOST_MEASURES = 20;
/** Ten years: how long Article 18 of Regulation (EU) 2024/1689 has technical documentation kept. */
const MOST_DAYS = 3_660;

const finite = v.pipe(v.number(), v.finite("must be finite"));

export const nameSchema = shortText(500);
export const longTextSchema = shortText(5_000);

/** A category or a measure of the NIST AI RMF 1.0. */
export const nistSchema = v.pipe(
  v.string(),
  v.regex(
    /^(GOVERN|MAP|MEASURE|MANAGE) [1-6](\.[1-9][0-9]?)?$/,
    "must be a category or a measure of the NIST AI RMF, such as MEASURE 2.11",
  ),
);

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

export const lineSchema = v.strictObject({
  id: lineIdSchema,
  /** The title of the section that it stands in. */
  section: nameSchema,
  summary: nameSchema,
  /** The question in full. */
  text: longTextSchema,
  /** All of them must be answered. */
  evidence: v.pipe(v.array(querySchema), v.maxLength(MOST_QUERIES)),
  /** Whether a person must sign; always where no evidence is asked. */
  signOff: v.boolean(),
  /** Who answers for it. */
  owner: v.nullable(whoSchema),
  nist: v.pipe(v.array(nistSchema), v.maxLength(MOST_MEASURES)),
  /** What is not required warns at worst. */
  required: v.boolean(),
});

export type ChecklistLine = v.InferOutput<typeof lineSchema>;

/** What a required line that nobody answered comes to. */
export const UNANSWERED = ["inconclusive", "fail"] as const;

export const checklistSchema = v.strictObject({
  title: nameSchema,
  unanswered: v.picklist(UNANSWERED),
  lines: v.pipe(v.array(lineSchema), v.nonEmpty("must not be empty"), v.maxLength(MOST_LINES)),
});

/** A checklist, as deon's files have it, with what each line is answered by. */
export type Checklist = v.InferOutput<typeof checklistSchema>;
