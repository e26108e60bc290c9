import { freezesSchema, windowsSchema } from "@airworthy/calendar";
import { writtenQuerySchema } from "@airworthy/clearance";
import { durationSchema } from "@airworthy/evidence";
import * as v from "valibot";
import { nameSchema, stageNameSchema, withoutProblem } from "../fields.ts";
import { approverSchema, bareName, botSchema, isTeam } from "../people.ts";

const MOST_STAGES = 20;
const MOST_NEEDS = 100;
const MOST_PEOPLE = 100;

const people = v.exactOptional(v.pipe(v.array(approverSchema), v.maxLength(MOST_PEOPLE)));

const entriesSchema = v.strictObject({
  /** What evidence the package needs, as `policy: expose:` asks for it. */
  needs: v.pipe(
    v.array(writtenQuerySchema),
    v.nonEmpty("must not be empty: a stage that needs nothing would take anything"),
    v.maxLength(MOST_NEEDS),
  ),
  /** The verdict that verify-model must have reached at least: a package that was made on a person's machine has `warn`. */
  verification: v.exactOptional(v.picklist(["pass", "warn"]), "pass"),
  /** Whether the checklist must be complete. */
  checklist: v.exactOptional(v.boolean(), true),
  /** Who may ask, of those who may write; all of them without. */
  requesters: people,
  /** Whose approval counts. */
  approvers: people,
  /** How many of them must have approved. */
  approvals: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_PEOPLE)), 0),
  /** Whether the approval of who asks counts. */
  "self-approval": v.exactOptional(v.boolean(), false),
  /** Whether an owner of the model's files (CODEOWNERS) must have approved. */
  codeowners: v.exactOptional(v.boolean(), false),
  /** Bots that may ask. */
  bots: v.exactOptional(v.pipe(v.array(botSchema), v.maxLength(MOST_PEOPLE))),
  /** A GitHub environment, whose reviewers' approvals count too. */
  environment: v.exactOptional(nameSchema),
  /** Whether the command must name the first digits of the digest. */
  confirm: v.exactOptional(v.boolean(), false),
  /** Whether the version must have been in the stage before. */
  "needs-previous": v.exactOptional(v.boolean(), true),
  /** When the stage takes versions, and when not. */
  windows: v.exactOptional(windowsSchema),
  freezes: v.exactOptional(freezesSchema),
  /** The rollout that a promotion starts; its windows and freezes hold for the stage, too. */
  rollout: v.exactOptional(nameSchema),
});

export type WrittenStage = v.InferOutput<typeof entriesSchema>;

const stageSchema = v.pipe(entriesSchema, withoutProblem(problemOfApprovals));

/** The section `promotion` of airworthy.yml. Stages are in the order in which versions come through them. */
export const promotionSectionSchema = v.strictObject({
  stages: v.pipe(
    v.record(stageNameSchema, stageSchema),
    v.minEntries(1, "must not be empty"),
    v.maxEntries(MOST_STAGES, `must have at most ${MOST_STAGES} entries`),
    v.check(haveOwnNames, "must have stages whose names differ in more than their case"),
  ),
  /** How old a command may be. */
  "command-fresh": v.exactOptional(durationSchema, "1h"),
});

export type PromotionSection = v.InferOutput<typeof promotionSectionSchema>;

/** An approval that nobody can give would stop every promotion, and nobody would know why. */
function problemOfApprovals({ approvals = 0, approvers = [], environment }: WrittenStage): string | null {
  if (approvals === 0 || environment !== undefined || approvers.some(isTeam)) return null;
  const known = new Set(approvers.map(bareName)).size;
  return approvals <= known ? null : `must name at least ${approvals} under approvers: it asks for so many approvals`;
}

/** Tags of a registry, and files of git on some systems, are the same in any case. */
function haveOwnNames(stages: Readonly<Record<string, WrittenStage>>): boolean {
  const names = Object.keys(stages).map((name) => name.toLowerCase());
  return new Set(names).size === names.length;
}
