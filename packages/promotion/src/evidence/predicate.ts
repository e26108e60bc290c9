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
import { APPROVED_VIA } from "../decide/facts.ts";
import { GATES } from "../decide/gate.ts";
import {
  codeSchema,
  commitSchema,
  countSchema,
  digestSchema,
  instantSchema,
  nameSchema,
  reasonSchema,
  stageNameSchema,
  textSchema,
} from "../fields.ts";
import { SELF_CHECKS } from "./self-checks.ts";

export const PROMOTION_TYPE = predicateType("promotion");

export const EFFECTS = ["promoted", "rolled-back", "unchanged", "refused"] as const;

/** A gate for each need of a stage. */
const MOST_FINDINGS = 1_000;
const MOST_EVIDENCE = 1_000;
const MOST_APPROVALS = 1_000;
const MOST_TAGS = 3;
const MOST_STAGES = 20;

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

export type PromotionFinding = v.InferOutput<typeof findingSchema>;

const approvalSchema = v.strictObject({
  by: nameSchema,
  on: instantSchema,
  commit: commitSchema,
  via: v.picklist(APPROVED_VIA),
});

/** What the stage asked for when it was decided. */
const policySchema = v.strictObject({
  /** Of the stage as the policy has it, in canonical JSON. */
  sha256: sha256Schema,
  previous: v.nullable(stageNameSchema),
  approvals: countSchema,
  selfApproval: v.boolean(),
});

const entriesSchema = v.strictObject({
  ...commonEntries,
  headline: textSchema,
  model: nameSchema,
  move: v.picklist(["promote", "rollback"]),
  effect: v.picklist(EFFECTS),
  stage: stageNameSchema,
  /** All of the policy, in the order in which versions come through them. */
  stages: v.pipe(v.array(stageNameSchema), v.maxLength(MOST_STAGES)),
  /** When it was decided, and for whom. */
  on: instantSchema,
  by: nameSchema,
  /** Why, in the words of who asked or, where nothing was changed, of the machine. */
  why: textSchema,
  request: nameSchema,
  /** What the stage is to have; of a rollback that was refused what it has. */
  candidate: versionRefSchema,
  /** What the stage had before; null where nothing, or nothing that is bound to a package. */
  baseline: v.nullable(versionRefSchema),
  /** What the candidate was made of; null where nothing was promoted or taken back. */
  commit: v.nullable(commitSchema),
  policy: policySchema,
  /** The gates. */
  findings: v.pipe(v.array(findingSchema), v.maxLength(MOST_FINDINGS)),
  /** Those that count, one a person. */
  approvals: v.pipe(v.array(approvalSchema), v.maxLength(MOST_APPROVALS)),
  /** The files that cleared the version, or that stand in its way. */
  clearance: v.pipe(v.array(inputFileSchema), v.maxLength(MOST_EVIDENCE)),
  /** The tags that record it, in the order in which they are made. */
  tags: v.pipe(v.array(v.strictObject({ name: nameSchema, commit: commitSchema })), v.maxLength(MOST_TAGS)),
  /** The rollout that it starts, or that goes back too. */
  rollout: v.nullable(nameSchema),
  /** Of what a rollback went back from; null for everything else. */
  denial: v.nullable(v.strictObject({ digest: digestSchema, by: nameSchema, on: instantSchema, reason: reasonSchema })),
});

export type PromotionPredicate = v.InferOutput<typeof entriesSchema>;

export const promotionSchema = v.pipe(
  entriesSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of SELF_CHECKS) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** A statement's predicate, checked whole. Throws a UserError that names each wrong field. */
export function parsePromotion(statement: Statement): PromotionPredicate {
  const { predicateType: given, predicate, subject } = statement;
  if (given !== PROMOTION_TYPE) {
    throw new UserError(`a predicate of type ${JSON.stringify(given)} was given; ${PROMOTION_TYPE} is allowed`);
  }
  const parsed = checkShape<PromotionPredicate>(promotionSchema, predicate, "the evidence of a promotion");
  if (subject[0].digest.sha256 === parsed.candidate.sha256) return parsed;
  throw new UserError("the evidence of a promotion is of another version than its subject");
}
