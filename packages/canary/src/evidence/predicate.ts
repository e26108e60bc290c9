import {
  checkShape,
  commonEntries,
  predicateType,
  type Statement,
  UserError,
  versionRefSchema,
} from "@airworthy/evidence";
import * as v from "valibot";
import { commandSchema } from "./command.ts";
import { DECISIONS } from "./decision.ts";
import {
  atLeastZeroSchema,
  countSchema,
  instantSchema,
  nameSchema,
  positiveShareSchema,
  textSchema,
} from "./fields.ts";
import { findingSchema } from "./finding.ts";
import { kayentaJudgeSchema } from "./kayenta-judge.ts";
import { exposureSchema, rampSchema } from "./ramp.ts";
import { sampleRatioSchema } from "./sample-ratio.ts";
import { SELF_CHECKS } from "./self-checks.ts";
import { timelineSchema } from "./timeline.ts";

export const CANARY_TYPE = predicateType("canary-analysis");

/** Far more than anybody guards; a table of them still renders at once. */
const MOST_FINDINGS = 10_000;

const qualitySchema = v.strictObject({
  events: countSchema,
  /** After the time that was waited for them. */
  late: countSchema,
  duplicate: countSchema,
  outOfOrder: countSchema,
  /** Of a clock that runs ahead of the collector's. */
  fromTheFuture: countSchema,
  /** Of a version that the rollout does not have. */
  unknownVariant: countSchema,
  /** Units, such as users, that saw both versions. */
  crossover: countSchema,
});

export type DataQuality = v.InferOutput<typeof qualitySchema>;

const entriesSchema = v.strictObject({
  ...commonEntries,
  headline: textSchema,
  /** The id names the rollout in a comment's key, too: 1 to 50 letters, digits, dots, underscores and hyphens. */
  rollout: v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,48}[A-Za-z0-9])?$/, "must be a plain word")),
    flag: nameSchema,
    model: nameSchema,
  }),
  candidate: versionRefSchema,
  baseline: versionRefSchema,
  /** By which rules it was judged. */
  judge: v.variant("name", [
    /** alpha is the chance of a false alarm over all metrics and looks. */
    v.strictObject({ name: v.literal("sequential"), alpha: positiveShareSchema }),
    kayentaJudgeSchema,
  ]),
  exposure: exposureSchema,
  ramp: rampSchema,
  /** Null where it could not be tested. */
  sampleRatio: v.nullable(sampleRatioSchema),
  /** None by Kayenta's rules, whose metrics are the judge's own: their intervals hold at a single look. */
  findings: v.pipe(v.array(findingSchema), v.maxLength(MOST_FINDINGS)),
  decision: v.picklist(DECISIONS),
  /** In a few words, without a full stop. */
  why: textSchema,
  next: v.strictObject({
    /** Such as "25 % of users"; a few words that follow "next:". */
    what: textSchema,
    /** When it happens or is decided; null where that depends on the samples or on a person. */
    at: v.nullable(instantSchema),
    /** What a decision still needs, of the candidate's units, and how long that takes at the traffic of the last looks. */
    samplesNeeded: v.nullable(countSchema),
    secondsNeeded: v.nullable(atLeastZeroSchema),
  }),
  timeline: timelineSchema,
  dataQuality: qualitySchema,
  /** How a reader stops the rollout, or holds it where it is; null where nothing but the flag's file does. */
  commands: v.strictObject({ stop: v.nullable(commandSchema), hold: v.nullable(commandSchema) }),
});

export type CanaryPredicate = v.InferOutput<typeof entriesSchema>;

export const canarySchema = v.pipe(
  entriesSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of SELF_CHECKS) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parseCanary(statement: Statement): CanaryPredicate {
  const { predicateType: given, predicate } = statement;
  if (given !== CANARY_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${CANARY_TYPE} is allowed`);
  }
  return checkShape<CanaryPredicate>(canarySchema, predicate, "the canary analysis");
}
