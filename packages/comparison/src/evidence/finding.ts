import { findingEntries, verdictSchema } from "@airworthy/evidence";
import * as v from "valibot";
import { ROLES } from "../decision/metric-request.ts";
import { RULE_NAMES } from "../decision/rule.ts";
import { METHODS } from "../inference/estimate-types.ts";
import { isEarned, isOfItsValues } from "./earned.ts";
import { idOf } from "./wording.ts";

const MOST_NAME_CHARACTERS = 10_000;

const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const atLeastZero = v.pipe(finite, v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(MOST_NAME_CHARACTERS));
export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const UNITS = ["rate", "number", "count", "milliseconds", "seconds", "bytes", "dollars", "euros"] as const;

export const sliceSchema = v.pipe(v.array(v.strictObject({ column: name, value: name })), v.nonEmpty());

/** Candidate minus baseline with its interval. */
export const differenceSchema = v.strictObject({ estimate: finite, low: finite, high: finite });

const entriesSchema = v.strictObject({
  ...findingEntries,
  /** As the user may ask for it: "accuracy", "f-beta(beta=2)". */
  metric: name,
  /** What the change alone would have brought about: without rules, role and waiver. */
  changeVerdict: verdictSchema,
  direction: v.picklist(["higher-is-better", "lower-is-better", "two-sided"]),
  /** How the direction is known: by the metric's definition, because it was declared, or guessed from a name. */
  directionSource: v.picklist(["definition", "declared", "name", "unknown"]),
  unit: v.picklist(UNITS),
  role: v.picklist(ROLES),
  /** The group of rows; null for all rows. */
  slice: v.nullable(sliceSchema),
  /** How many rows it rests on; null where a file of metrics does not say. */
  rows: v.nullable(countSchema),
  /** Null where the metric has no value on these rows, or is missing. */
  candidate: v.nullable(finite),
  baseline: v.nullable(finite),
  /** Of the candidate's value alone, so that a later version can be compared with it. */
  standardError: v.nullable(atLeastZero),
  /** Null where nothing was compared; an end is null where nothing tells how far it is. */
  difference: v.nullable(v.strictObject({ estimate: finite, low: v.nullable(finite), high: v.nullable(finite) })),
  /** That the true difference is zero, before and after the correction; null where it was not tested. */
  pValue: v.nullable(share),
  adjustedPValue: v.nullable(share),
  /** How interval and p-value were had. */
  methods: v.strictObject({ interval: v.nullable(v.picklist(METHODS)), test: v.nullable(v.picklist(METHODS)) }),
  /** The draws that the interval rests on; 0 where it has none. */
  resamples: countSchema,
  /** The smallest change that matters, in the metric's unit. */
  margin: atLeastZero,
  rules: v.array(
    v.strictObject({
      rule: v.picklist(RULE_NAMES),
      limit: finite,
      state: v.picklist(["kept", "broken", "unknown"]),
    }),
  ),
  /** About how many rows would exclude a loss beyond the margin, where evidence is lacking. */
  examplesNeeded: v.nullable(countSchema),
  /** What else a reader should know, such as that a metric may have been renamed. Untrusted text. */
  note: v.nullable(v.string()),
  /** In how many slices the search found this one; null where it was asked for. */
  searched: v.nullable(countSchema),
  /** Who accepted it, and until when; null where nobody did. */
  waiver: v.nullable(
    v.strictObject({ owner: v.string(), reason: v.string(), expires: v.string(), ceiling: atLeastZero }),
  ),
});

export type ComparisonFinding = v.InferOutput<typeof entriesSchema>;

export const findingSchema = v.pipe(
  entriesSchema,
  v.check(isOfItsValues, "must have a change that its values allow"),
  v.check(isEarned, "must have the verdict of its change, rules, role and waiver"),
  v.check((finding) => finding.id === idOf(finding), "must have the id of its metric and slice"),
);
