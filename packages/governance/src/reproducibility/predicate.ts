import {
  checkShape,
  commonEntries,
  findingEntries,
  inputFileSchema,
  predicateType,
  type Statement,
  UserError,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import * as v from "valibot";
import { FORMATS } from "./compare/compare-content.ts";
import { STATES } from "./compare/outputs.ts";
import { PERTURBATIONS } from "./environment.ts";
import { recordSchema } from "./record.ts";
import { toleranceSchema } from "./tolerance.ts";

export const REPRODUCIBILITY_TYPE = predicateType("reproducibility");

/** More are a dump, not a result. */
export const MOST_OUTPUTS = 10_000;
const text = v.pipe(v.string(), v.maxLength(20_000));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const size = v.pipe(v.number(), v.finite(), v.minValue(0));
const sha256 = v.nullable(inputFileSchema.entries.sha256);
const variables = v.array(v.strictObject({ name: text, value: v.nullable(text) }));

/** How a run ended. */
export const ENDINGS = ["exited", "killed", "timed-out", "flooded"] as const;

const runSchema = v.strictObject({
  ended: v.picklist(ENDINGS),
  exitCode: v.nullable(v.pipe(v.number(), v.safeInteger())),
  signal: v.nullable(text),
  perturbed: v.array(v.picklist(PERTURBATIONS)),
  /** What this run was given instead of `environment`. */
  variables,
  /** The end of what a run that failed printed; null of one that did not. Untrusted text. */
  tail: v.nullable(text),
});

const outputSchema = v.strictObject({
  path: text,
  state: v.picklist(STATES),
  sha256,
  bytes: count,
  tolerance: v.nullable(toleranceSchema),
  format: v.nullable(v.picklist(FORMATS)),
  values: count,
  largest: v.strictObject({ absolute: size, relative: size }),
  difference: v.nullable(v.strictObject({ place: text, first: v.nullable(text), other: v.nullable(text), run: count })),
});

export const reproducibilitySchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    candidate: versionRefSchema,
    findings: v.pipe(v.array(v.strictObject(findingEntries)), v.nonEmpty("must not be empty")),
    /** The program and its arguments, as they were given: no shell read them. */
    argv: v.pipe(v.array(text), v.nonEmpty()),
    isolation: v.picklist(["copy", "in-place"]),
    /** What every run was given; a null is a value that is passed on and not told. */
    environment: variables,
    runs: v.pipe(v.array(runSchema), v.nonEmpty()),
    outputs: v.pipe(v.array(outputSchema), v.maxLength(MOST_OUTPUTS)),
    record: recordSchema,
    /** How long each run took, in seconds. */
    durations: v.array(size),
    command: text,
  }),
  v.check(
    ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
    "must have the worst of its findings' verdicts as its verdict",
  ),
  v.check(
    ({ verdict, runs, outputs }) =>
      (verdict !== "pass" && verdict !== "warn") ||
      (runs.length > 1 &&
        runs.every(({ ended, exitCode }) => ended === "exited" && exitCode === 0) &&
        outputs.length > 0 &&
        outputs.every(({ state }) => state === "identical" || state === "within-tolerance")),
    "must pass only with outputs of two runs or more, none of which failed, and that are the same or within tolerance",
  ),
);

export type ReproducibilityPredicate = v.InferOutput<typeof reproducibilitySchema>;
export type RecordedRun = ReproducibilityPredicate["runs"][number];
export type RecordedVariable = ReproducibilityPredicate["environment"][number];

/** The predicate of the evidence. Throws a UserError that names each field that is wrong. */
export function parseReproducibility(statement: Statement): ReproducibilityPredicate {
  const where = `the reproducibility of ${statement.subject[0].name}`;
  if (statement.predicateType !== REPRODUCIBILITY_TYPE) {
    throw new UserError(
      `${where}: ${JSON.stringify(statement.predicateType)} was given; ${REPRODUCIBILITY_TYPE} is allowed`,
    );
  }
  return checkShape<ReproducibilityPredicate>(reproducibilitySchema, statement.predicate, where);
}
