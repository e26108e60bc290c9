import {
  checkShape,
  commonEntries,
  findingEntries,
  predicateType,
  type Statement,
  sha256Schema,
  UserError,
  versionRefSchema,
} from "@airworthy/evidence";
import * as v from "valibot";
import { rowEntries } from "../row/feedback-row.ts";
import { REFUSALS } from "../row/intake.ts";
import { MOST_THEMES } from "../themes/group-themes.ts";
import { SELF_CHECKS } from "./self-checks.ts";

export const FEEDBACK_TYPE = predicateType("feedback");

export const MOST_DISPUTES = 200;
export const MOST_REACTIONS = 200;
const MOST_WEEKS = 104;
const MOST_KINDS = 200;

const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shareSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const signedSchema = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const textSchema = v.pipe(v.string(), v.maxLength(2_000));
const idsSchema = v.pipe(v.array(textSchema), v.maxLength(20));
const kindsSchema = v.strictObject({ wrong: countSchema, right: countSchema, comment: countSchema });

const collectedSchema = v.strictObject({
  /** What was left after the refused, the removed and the replaced. */
  rows: countSchema,
  sources: v.strictObject({ issue: countSchema, comment: countSchema, reaction: countSchema, export: countSchema }),
  kinds: kindsSchema,
  consent: v.strictObject({ given: countSchema, refused: countSchema, unknown: countSchema }),
  refusals: v.pipe(
    v.array(v.strictObject({ reason: v.picklist(REFUSALS), count: countSchema, first: idsSchema })),
    v.maxLength(REFUSALS.length),
  ),
  /** Comments that were too long, and were cut. */
  cut: countSchema,
  /** Rows that people asked to be removed. */
  removed: countSchema,
  replaced: countSchema,
  /** Of rows but reactions, those that say what another says. */
  exact: countSchema,
  near: countSchema,
  scrubbed: v.pipe(v.array(v.strictObject({ kind: textSchema, count: countSchema })), v.maxLength(MOST_KINDS)),
});

const themesSchema = v.strictObject({
  state: v.picklist(["grouped", "too-few", "no-structure"]),
  rows: countSchema,
  silhouette: v.nullable(signedSchema),
  themes: v.pipe(
    v.array(v.strictObject({ terms: idsSchema, size: countSchema, kinds: kindsSchema, examples: idsSchema })),
    v.maxLength(MOST_THEMES),
  ),
});

const agreementSchema = v.strictObject({
  cases: countSchema,
  reviewers: countSchema,
  /** Krippendorff's, with its 95 % interval. */
  alpha: v.nullable(
    v.strictObject({
      value: v.pipe(v.number(), v.finite(), v.maxValue(1)),
      low: v.nullable(v.pipe(v.number(), v.finite())),
      high: v.nullable(v.pipe(v.number(), v.finite())),
    }),
  ),
  /** Cohen's. */
  kappa: v.nullable(signedSchema),
  disputed: countSchema,
  /** The first of those. */
  disputes: v.pipe(
    v.array(
      v.strictObject({
        caseId: textSchema,
        digest: rowEntries.digest,
        wrong: countSchema,
        right: countSchema,
        expectations: countSchema,
      }),
    ),
    v.maxLength(MOST_DISPUTES),
  ),
});

const outcomeSchema = v.strictObject({
  cases: countSchema,
  fixed: countSchema,
  broken: countSchema,
  stillRight: countSchema,
  stillWrong: countSchema,
  unanswered: countSchema,
  difference: v.nullable(v.strictObject({ estimate: signedSchema, low: signedSchema, high: signedSchema })),
  p: v.nullable(shareSchema),
  ids: v.strictObject({ fixed: idsSchema, broken: idsSchema }),
  /** So many may be broken. */
  mostBroken: countSchema,
});

const dataSetSchema = v.strictObject({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  parent: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  /** Of its manifest. */
  sha256: sha256Schema,
  rows: countSchema,
  /** Examples that became tests, and those that became training rows. */
  tests: countSchema,
  training: countSchema,
  /** Rows with an input and an answer that nobody has agreed to yet. */
  waiting: countSchema,
});

const entriesSchema = v.strictObject({
  ...commonEntries,
  headline: textSchema,
  findings: v.pipe(
    v.array(v.strictObject({ ...findingEntries, id: textSchema, headline: textSchema })),
    v.minLength(1),
    v.maxLength(10),
  ),
  /** The version that answers now, or the data set where no version is asked. */
  candidate: versionRefSchema,
  baseline: v.nullable(versionRefSchema),
  collected: collectedSchema,
  /** Week by week. */
  weeks: v.pipe(
    v.array(v.strictObject({ monday: v.pipe(v.string(), v.isoDate()), counts: kindsSchema })),
    v.maxLength(MOST_WEEKS),
  ),
  /** Weak signals; a case of null is a report as a whole. */
  reactions: v.pipe(
    v.array(v.strictObject({ caseId: v.nullable(textSchema), right: countSchema, wrong: countSchema })),
    v.maxLength(MOST_REACTIONS),
  ),
  themes: themesSchema,
  agreement: agreementSchema,
  /** Null where none was written. */
  dataSet: v.nullable(dataSetSchema),
  /** Null where no two versions are compared. */
  outcome: v.nullable(outcomeSchema),
});

export type FeedbackPredicate = v.InferOutput<typeof entriesSchema>;

export const feedbackPredicateSchema = v.pipe(
  entriesSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of SELF_CHECKS) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parseFeedback(statement: Statement): FeedbackPredicate {
  const { predicateType: given, predicate } = statement;
  if (given !== FEEDBACK_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${FEEDBACK_TYPE} is allowed`);
  }
  return checkShape<FeedbackPredicate>(feedbackPredicateSchema, predicate, "the feedback");
}
