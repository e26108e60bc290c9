import { compareCodePoints } from "@airworthy/evidence";
import * as v from "valibot";
import { shareSchema } from "./number-schemas.ts";
import { MAX_SHOWN } from "./shown.ts";

/** Examples kept of a test, of what is new and of what is known: a reader looks at five. */
export const MAX_EXAMPLES = 20;
/** Ids kept of a test's new, fixed and known failures each; the counts beside them are complete. */
export const MAX_IDS = 1_000;
/** A slice's own ids are among its test's. */
export const MAX_SLICE_IDS = 20;
/** Of a slice's value or a case's id: longer is text, which names nothing. */
export const MAX_NAME = 200;

export const shownSchema = v.pipe(v.string(), v.maxLength(MAX_SHOWN));
export const nameSchema = v.pipe(v.string(), v.maxLength(MAX_NAME));

const idsSchema = v.pipe(
  v.array(nameSchema),
  v.maxLength(MAX_IDS),
  v.check((ids) => isAscending(ids), "must be in the order of code points, none twice"),
);

/** A failing case, cut to what a report can show. */
const exampleSchema = v.strictObject({
  case: nameSchema,
  change: v.picklist(["new-failure", "still-failing", "failing"]),
  input: shownSchema,
  /** What was made from the input and fails worst; null where it is the input itself. */
  perturbed: v.nullable(shownSchema),
  expected: shownSchema,
  got: shownSchema,
  /** What the baseline said in the same place; null without one. */
  was: v.nullable(shownSchema),
  severity: shareSchema,
});

export type Example = v.InferOutput<typeof exampleSchema>;

const problemSchema = v.strictObject({
  case: nameSchema,
  model: v.picklist(["candidate", "baseline"]),
  problem: shownSchema,
});

/** A case that a model gave no usable answer to, or was not made for. */
export type CaseProblem = v.InferOutput<typeof problemSchema>;

const examplesSchema = v.pipe(v.array(exampleSchema), v.maxLength(MAX_EXAMPLES));
const problemsSchema = v.pipe(v.array(problemSchema), v.maxLength(MAX_EXAMPLES));

/** What is kept of single cases; the same in a tally and in a finding. */
export const keptEntries = {
  /** The smallest ids by code points, at most a thousand of a test and twenty of a slice; the counts are complete. */
  newFailureIds: idsSchema,
  fixedIds: idsSchema,
  stillFailingIds: idsSchema,
  /** Worst first: failures that the baseline does not share, and those that it does. */
  newExamples: examplesSchema,
  knownExamples: examplesSchema,
  /** The first by id. */
  unanswered: problemsSchema,
  unsupported: problemsSchema,
};

function isAscending(ids: readonly string[]): boolean {
  return ids.every((id, at) => at === 0 || compareCodePoints(ids[at - 1] ?? "", id) < 0);
}
