import {
  checkShape,
  commonEntries,
  findingEntries,
  predicateType,
  type Statement,
  UserError,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import * as v from "valibot";
import { METRIC_NAMES } from "./metric.ts";
import { RULE_NAMES } from "./rule.ts";

export const COMPARISON_TYPE = predicateType("metric-comparison");

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const change = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const findingSchema = v.strictObject({
  ...findingEntries,
  metric: v.picklist(METRIC_NAMES),
  direction: v.picklist(["higher-is-better", "lower-is-better"]),
  /** The group of rows; null for all rows. */
  slice: v.nullable(v.strictObject({ column: v.string(), value: v.string() })),
  rows: count,
  candidate: share,
  baseline: v.nullable(share),
  /** Candidate minus baseline with its percentile interval; null where nothing was compared. */
  difference: v.nullable(v.strictObject({ estimate: change, low: change, high: change })),
  /** That the true difference is zero, before and after Holm's correction; null where it was not tested. */
  pValue: v.nullable(share),
  adjustedPValue: v.nullable(share),
  margin: share,
  rules: v.array(
    v.strictObject({
      rule: v.picklist(RULE_NAMES),
      limit: share,
      state: v.picklist(["kept", "broken", "unknown"]),
    }),
  ),
});

export const comparisonSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    candidate: versionRefSchema,
    baseline: v.nullable(versionRefSchema),
    rows: count,
    /** What macro metrics are means over, sorted. */
    classes: v.array(v.string()),
    slices: v.array(v.string()),
    settings: v.strictObject({
      alpha: share,
      margin: share,
      resamples: count,
      minRows: count,
      /** Whether the classes were declared; if not, they are the labels that occur. */
      classesDeclared: v.boolean(),
      correction: v.literal("holm"),
    }),
    findings: v.pipe(v.array(findingSchema), v.nonEmpty("must not be empty")),
  }),
  v.check(
    ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
    "must have the worst of its findings' verdicts as its verdict",
  ),
);

export type ComparisonPredicate = v.InferOutput<typeof comparisonSchema>;
export type ComparisonFinding = ComparisonPredicate["findings"][number];

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parseComparison(statement: Statement): ComparisonPredicate {
  const { predicateType: given, predicate } = statement;
  if (given !== COMPARISON_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${COMPARISON_TYPE} is allowed`);
  }
  return checkShape<ComparisonPredicate>(comparisonSchema, predicate, "the comparison of metrics");
}
