import { type Query, querySchema } from "@airworthy/clearance";
import { shortText } from "@airworthy/evidence";
import * as v from "valibot";
import { lineIdSchema, whoSchema } from "./entry-schemas.ts";

export const MOST_LINES = 500;
const MOST_QUERIES = 20;
const MOST_MEASURES = 20;

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

/** All that its lines ask of evidence. */
export function queriesOf({ lines }: Checklist): readonly Query[] {
  return lines.flatMap(({ evidence }) => evidence);
}
