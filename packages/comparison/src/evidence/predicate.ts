import {
  checkShape,
  commonEntries,
  predicateType,
  type Statement,
  UserError,
  versionRefSchema,
  worstVerdict,
} from "@airworthy/evidence";
import * as v from "valibot";
import { INTERVALS } from "../inference/estimate-types.ts";
import { CORRECTIONS } from "../measure/settings.ts";
import { type ComparisonFinding, countSchema, differenceSchema, findingSchema, sliceSchema } from "./finding.ts";

export const COMPARISON_TYPE = predicateType("metric-comparison");

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const finite = v.pipe(v.number(), v.finite());

/** Where the baseline came from. */
const originSchema = v.strictObject({
  how: v.picklist(["given", "artifact", "git", "registry", "evidence"]),
  commit: v.nullable(v.string()),
  /** Commits before the one that was looked for: 0 is that itself. */
  distance: v.nullable(countSchema),
  committedOn: v.nullable(v.string()),
  /** The workflow run that made it. */
  run: v.nullable(countSchema),
  note: v.nullable(v.string()),
});

export type BaselineOrigin = v.InferOutput<typeof originSchema>;

/** A row that the baseline had right and the candidate has wrong, or on which it lost most. Texts are untrusted. */
const exampleSchema = v.strictObject({
  id: v.string(),
  expected: v.nullable(v.string()),
  baseline: v.string(),
  candidate: v.string(),
});

const flipsSchema = v.strictObject({
  /** Rows right before and wrong now, and the other way round. */
  negative: countSchema,
  positive: countSchema,
  rows: countSchema,
});

const searchSchema = v.strictObject({
  metric: v.string(),
  columns: v.array(v.string()),
  searched: countSchema,
  worst: v.nullable(
    v.strictObject({
      slice: sliceSchema,
      rows: countSchema,
      candidate: finite,
      baseline: finite,
      difference: differenceSchema,
      pValue: share,
      adjustedPValue: share,
    }),
  ),
});

const idleWaiverSchema = v.strictObject({
  metric: v.string(),
  slice: v.nullable(sliceSchema),
  owner: v.string(),
  expires: v.string(),
  reason: v.picklist(["unused", "expired", "exceeded"]),
});

const binSchema = v.strictObject({ confidence: finite, accuracy: finite, count: finite });
const pointSchema = v.strictObject({ falsePositiveRate: share, truePositiveRate: share });
const twoSided = <T extends v.GenericSchema>(schema: T) =>
  v.nullable(v.strictObject({ candidate: v.array(schema), baseline: v.nullable(v.array(schema)) }));

export const comparisonSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    candidate: versionRefSchema,
    baseline: v.nullable(versionRefSchema),
    /** What was compared: rows of predictions or scores, tests that passed or failed, or metrics that a file states. */
    kind: v.picklist(["rows", "tests", "metrics"]),
    origin: v.nullable(originSchema),
    /** Why there is no baseline where one was looked for. */
    noBaseline: v.nullable(v.string()),
    /** What was evaluated: runs on other data cannot be compared. The fingerprint is of ids and labels. */
    data: v.strictObject({ rows: v.nullable(countSchema), fingerprint: v.nullable(v.string()) }),
    /** What macro metrics are means over, sorted; the first thousand, and how many in all. */
    classes: v.strictObject({ names: v.array(v.string()), count: countSchema }),
    /** Each line as it was asked for. */
    slices: v.array(v.string()),
    settings: v.strictObject({
      /** The metrics as they were asked for, a line each. */
      metrics: v.array(v.string()),
      alpha: share,
      margin: v.pipe(finite, v.minValue(0)),
      resamples: countSchema,
      minRows: countSchema,
      interval: v.picklist(INTERVALS),
      correction: v.picklist(CORRECTIONS),
      task: v.nullable(v.string()),
      positive: v.nullable(v.string()),
      cluster: v.nullable(v.string()),
      weighted: v.boolean(),
      /** Whether the classes were declared; if not, they are the labels that occur. */
      classesDeclared: v.boolean(),
    }),
    findings: v.pipe(v.array(findingSchema), v.nonEmpty("must not be empty")),
    flips: v.nullable(flipsSchema),
    examples: v.array(exampleSchema),
    search: v.nullable(searchSchema),
    /** The waivers that were read: from which commit, and which of them did nothing. */
    waivers: v.nullable(
      v.strictObject({ commit: v.nullable(v.string()), asOf: v.string(), idle: v.array(idleWaiverSchema) }),
    ),
    /** Of tests and metrics: what only one side has. */
    added: v.array(v.string()),
    removed: v.array(v.string()),
    charts: v.strictObject({ reliability: twoSided(binSchema), roc: twoSided(pointSchema) }),
  }),
  v.check(
    ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
    "must have the worst of its findings' verdicts as its verdict",
  ),
  v.check(
    ({ findings }) => findings.some(({ role }) => role !== "informational"),
    "must have a finding that is not only informational",
  ),
  v.check(
    ({ findings }) => new Set(findings.map(({ id }) => id)).size === findings.length,
    "must not have two findings of one id",
  ),
  v.check(
    ({ findings, waivers }) =>
      findings.every(({ waiver }) => waiver === null || (waivers !== null && waiver.expires >= waivers.asOf)),
    "must not have a waiver that no file had or that had expired",
  ),
);

export type ComparisonPredicate = v.InferOutput<typeof comparisonSchema>;
export type { ComparisonFinding };

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parseComparison(statement: Statement): ComparisonPredicate {
  const { predicateType: given, predicate } = statement;
  if (given !== COMPARISON_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${COMPARISON_TYPE} is allowed`);
  }
  return checkShape<ComparisonPredicate>(comparisonSchema, predicate, "the comparison of metrics");
}
