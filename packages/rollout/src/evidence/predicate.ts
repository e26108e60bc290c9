import {
  checkShape,
  commonEntries,
  findingEntries,
  inputFileSchema,
  predicateType,
  type Statement,
  sha256Schema,
  UserError,
  versionRefSchema,
} from "@airworthy/evidence";
import * as v from "valibot";
import {
  codeSchema,
  countSchema,
  digestSchema,
  instantSchema,
  nameSchema,
  planNameSchema,
  positiveCountSchema,
  shareSchema,
  textSchema,
} from "../fields.ts";
import { ANALYSIS_DECISIONS } from "../moves/facts.ts";
import { GATES } from "../moves/gate.ts";
import { denialSchema } from "../state/denial.ts";
import { MOVES, PHASES, stepSchema } from "../state/rollout-state.ts";
import { SELF_CHECKS } from "./self-checks.ts";

export const ROLLOUT_TYPE = predicateType("rollout");

export const EFFECTS = ["moved", "unchanged", "refused"] as const;

/** A gate for each need of a policy. */
const MOST_FINDINGS = 1_000;
const MOST_DENIED = 100_000;
const MOST_EVIDENCE = 1_000;
const MOST_STEPS = 50;
/** An identity is a plan's name and a number of up to six digits. */
const MOST_ID_CHARACTERS = 50;

const idSchema = v.pipe(nameSchema, v.maxLength(MOST_ID_CHARACTERS));

/** Where the rollout stands. */
const standingSchema = v.strictObject({
  revision: countSchema,
  phase: v.picklist(PHASES),
  /** From 1; null without a candidate. */
  step: v.nullable(positiveCountSchema),
  /** Of the step's segment or, without one, of everybody; 0 without a candidate. */
  share: shareSchema,
  segment: v.nullable(nameSchema),
  stepStartedOn: v.nullable(instantSchema),
  stable: v.nullable(digestSchema),
  candidate: v.nullable(digestSchema),
});

export type Standing = v.InferOutput<typeof standingSchema>;

const findingSchema = v.strictObject({
  ...findingEntries,
  id: nameSchema,
  verdict: v.picklist(["pass", "inconclusive", "fail"]),
  reasonCode: codeSchema,
  headline: textSchema,
  gate: v.picklist(GATES),
  /** What makes up for it; null where nothing but time or a person does. */
  command: v.nullable(textSchema),
});

export type RolloutFinding = v.InferOutput<typeof findingSchema>;

const analysisSchema = v.strictObject({
  rollout: idSchema,
  candidate: digestSchema,
  position: positiveCountSchema,
  decision: v.picklist(ANALYSIS_DECISIONS),
  madeOn: instantSchema,
  evidence: inputFileSchema,
});

const entriesSchema = v.strictObject({
  ...commonEntries,
  headline: textSchema,
  rollout: v.strictObject({ id: idSchema, name: planNameSchema, flag: nameSchema, model: nameSchema }),
  move: v.picklist(MOVES),
  effect: v.picklist(EFFECTS),
  /** When it was decided, and for whom. */
  on: instantSchema,
  by: nameSchema,
  /** Why, in the words of who asked or, where nothing was changed, of the machine. */
  why: textSchema,
  request: v.nullable(nameSchema),
  /** What the move is about; of a rollback what everybody has again. */
  candidate: versionRefSchema,
  baseline: v.nullable(versionRefSchema),
  before: standingSchema,
  after: standingSchema,
  /** Of the rollout that the move is about; empty where there was none. */
  steps: v.pipe(v.array(stepSchema), v.maxLength(MOST_STEPS)),
  advanceOn: v.picklist(["analysis", "bake"]),
  /** The gates. */
  findings: v.pipe(v.array(findingSchema), v.maxLength(MOST_FINDINGS)),
  analysis: v.nullable(analysisSchema),
  /** The files that cleared the version, or that stand in its way. */
  clearance: v.pipe(v.array(inputFileSchema), v.maxLength(MOST_EVIDENCE)),
  /** Of what the move went back from, or allowed again; null for every other. */
  denial: v.nullable(denialSchema),
  /** Every digest that is denied after it. */
  denied: v.pipe(v.array(digestSchema), v.maxLength(MOST_DENIED)),
  next: v.strictObject({ what: textSchema, at: v.nullable(instantSchema) }),
  /** The audit log after it; null where none was written. */
  log: v.nullable(v.strictObject({ length: countSchema, head: v.nullable(sha256Schema) })),
});

export type RolloutPredicate = v.InferOutput<typeof entriesSchema>;

export const rolloutSchema = v.pipe(
  entriesSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of SELF_CHECKS) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parseRollout(statement: Statement): RolloutPredicate {
  const { predicateType: given, predicate, subject } = statement;
  if (given !== ROLLOUT_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${ROLLOUT_TYPE} is allowed`);
  }
  const parsed = checkShape<RolloutPredicate>(rolloutSchema, predicate, "the evidence of a rollout's move");
  if (subject[0].digest.sha256 === parsed.candidate.sha256) return parsed;
  throw new UserError("the evidence of a rollout's move is of another version than its subject");
}
