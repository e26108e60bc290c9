import { findingEntries } from "@airworthy/evidence";
import { DIRECTIONS, UNITS } from "@airworthy/report";
import * as v from "valibot";
import {
  atLeastZeroSchema,
  countSchema,
  finiteSchema,
  kebabSchema,
  nameSchema,
  positiveShareSchema,
  textSchema,
} from "./fields.ts";
import { changeOf, verdictsOf } from "./guardrail.ts";

/** What a metric speaks of. Where safety or privacy breaks, the rollout goes back at once. */
export const METRIC_CLASSES = ["engagement", "quality", "cost", "latency", "fairness", "privacy", "safety"] as const;

const AT_ONCE: readonly MetricClass[] = ["privacy", "safety"];

export type MetricClass = (typeof METRIC_CLASSES)[number];

/** What rounding of decimals may move a difference by, as a share of the values. */
const RELATIVE_TOLERANCE = 1e-9;

const armSchema = v.strictObject({
  /** Null where it could not be had. */
  value: v.nullable(finiteSchema),
  /** Of the units that are counted, such as users: how many it rests on. */
  units: countSchema,
});

const entriesSchema = v.strictObject({
  ...findingEntries,
  id: nameSchema,
  headline: textSchema,
  /** As the plan has it, such as "thumbs-up rate". */
  metric: nameSchema,
  class: v.picklist(METRIC_CLASSES),
  /** The group of users; null for all of them. */
  slice: v.nullable(
    v.pipe(v.array(v.strictObject({ column: nameSchema, value: nameSchema })), v.minLength(1), v.maxLength(10)),
  ),
  unit: v.picklist(UNITS),
  better: v.picklist(DIRECTIONS),
  critical: v.boolean(),
  candidate: armSchema,
  baseline: armSchema,
  /** `difference`: candidate minus baseline, in the unit; `ratio`: the same as a share of the baseline's magnitude. */
  compared: v.picklist(["difference", "ratio"]),
  /** Of a confidence sequence: it holds at every look. An end is null where it is one-sided; null where nothing was measured. */
  difference: v.nullable(
    v.strictObject({
      estimate: finiteSchema,
      low: v.nullable(finiteSchema),
      high: v.nullable(finiteSchema),
      /** Such as 0.95, or more where alpha is split over several metrics. */
      level: positiveShareSchema,
      /** The sequence, such as "asymptotic" or "beta-binomial". */
      method: kebabSchema,
      /** Whether more than the two values went into it: a time before the rollout, or the steps as strata. */
      adjusted: v.boolean(),
    }),
  ),
  /** How much worse still counts as not worse, in terms of the difference; null where the metric only informs. */
  margin: v.nullable(atLeastZeroSchema),
  /** How much better is wanted before the candidate is promoted; null where nothing is. */
  goal: v.nullable(atLeastZeroSchema),
  /** About how many units more the candidate needs at this share, until the margin can be proven; null where nobody knows. */
  samplesNeeded: v.nullable(countSchema),
});

export type CanaryFinding = v.InferOutput<typeof entriesSchema>;

export const findingSchema = v.pipe(
  entriesSchema,
  v.check(isOrdered, "must have an interval around its estimate"),
  v.check(isOfItsValues, "must have the difference of its values"),
  v.check(
    ({ better, goal, margin }) => goal === null || (better !== "neither" && margin !== null),
    "must have a direction and a margin where it has a goal",
  ),
  v.check((finding) => verdictsOf(finding).includes(finding.verdict), "must have a verdict that its interval allows"),
  v.check((finding) => finding.change === changeOf(finding, finding.verdict), "must have the change of its interval"),
);

/** Whether a breach of it ends the rollout though nothing else can be relied on. */
export function endsAtOnce(finding: Pick<CanaryFinding, "class">): boolean {
  return AT_ONCE.includes(finding.class);
}

/** The larger magnitude of the two values, beside which rounding is nothing. */
export function sizeOf({ candidate, baseline }: Pick<CanaryFinding, "candidate" | "baseline">): number {
  return Math.max(Math.abs(candidate.value ?? 0), Math.abs(baseline.value ?? 0));
}

function isOrdered({ difference }: CanaryFinding): boolean {
  if (difference === null) return true;
  const { low, estimate, high } = difference;
  return (low ?? estimate) <= estimate && estimate <= (high ?? estimate) && (low !== null || high !== null);
}

function isOfItsValues({ difference, compared, ...finding }: CanaryFinding): boolean {
  if (difference === null) return true;
  const { candidate, baseline } = finding;
  if (candidate.value === null || baseline.value === null || candidate.units === 0 || baseline.units === 0)
    return false;
  if (compared === "ratio" && baseline.value === 0) return false;
  if (difference.adjusted) return true;
  const found = candidate.value - baseline.value;
  const stated = compared === "ratio" ? difference.estimate * Math.abs(baseline.value) : difference.estimate;
  return Math.abs(stated - found) <= RELATIVE_TOLERANCE * sizeOf(finding);
}
