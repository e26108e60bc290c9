import { freezesSchema, windowsSchema } from "@airworthy/calendar";
import { durationSchema } from "@airworthy/evidence";
import * as v from "valibot";
import { nameSchema, planNameSchema, withoutProblem } from "../fields.ts";
import { problemOfCondition } from "./condition.ts";
import { problemOfRamp, rampOf } from "./ramp.ts";
import { percentageSchema } from "./share.ts";

const MOST_ROLLOUTS = 200;
/** As many as the canary's evidence takes. */
const MOST_STEPS = 50;
const MOST_SEGMENTS = 20;
const MOST_GUARDRAILS = 200;
const MOST_APPROVERS = 100;
const APPROVER = /^@[A-Za-z0-9][A-Za-z0-9_-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/;

const stepSchema = v.strictObject({
  /** Who gets it first, by a name under `segments`; everybody without. */
  segment: v.exactOptional(nameSchema),
  share: percentageSchema,
  /** How long the step lasts at least. */
  bake: durationSchema,
  /** How many of the approvers must agree to the step. */
  approvers: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_APPROVERS))),
});

const conditionSchema = v.pipe(v.unknown(), withoutProblem(problemOfCondition));

const approverSchema = v.pipe(
  v.string(),
  v.regex(APPROVER, "must be a person such as @ann or a team such as @org/team"),
);

const entriesSchema = v.strictObject({
  /** The flag's key and the model's name: the plan's name, where they are not given. */
  flag: v.exactOptional(nameSchema),
  model: v.exactOptional(nameSchema),
  steps: v.pipe(v.array(stepSchema), v.minLength(1), v.maxLength(MOST_STEPS)),
  /** Who is in a segment: JsonLogic over the context that applications pass. */
  segments: v.exactOptional(v.pipe(v.record(nameSchema, conditionSchema), v.maxEntries(MOST_SEGMENTS))),
  windows: v.exactOptional(windowsSchema),
  freezes: v.exactOptional(freezesSchema),
  /** Names of metrics that the canary is to guard. */
  guardrails: v.exactOptional(v.pipe(v.array(nameSchema), v.maxLength(MOST_GUARDRAILS))),
  /** What a step needs beside its bake: an analysis that says so, or nothing. */
  "advance-on": v.exactOptional(v.picklist(["analysis", "bake"]), "analysis"),
  /** How old an analysis may be. */
  "analysis-fresh": v.exactOptional(durationSchema, "1h"),
  approvers: v.exactOptional(v.pipe(v.array(approverSchema), v.maxLength(MOST_APPROVERS))),
});

export type WrittenPlan = v.InferOutput<typeof entriesSchema>;

/** A plan as people write it. */
const writtenPlanSchema = v.pipe(
  entriesSchema,
  withoutProblem(
    (plan: WrittenPlan) => problemOfRamp(rampOf(plan)) ?? problemOfComparison(plan) ?? problemOfApprovers(plan),
  ),
);

/** The section `rollouts` of airworthy.yml: plans by their names. */
export const rolloutsSectionSchema = v.pipe(
  v.record(planNameSchema, writtenPlanSchema),
  v.maxEntries(MOST_ROLLOUTS, `must have at most ${MOST_ROLLOUTS} entries`),
  v.check(haveOwnFlags, "must have a flag of its own for each rollout"),
);

export type RolloutsSection = v.InferOutput<typeof rolloutsSectionSchema>;

/** All of a segment goes on by time: without a step between, so would everybody. */
function problemOfComparison(plan: WrittenPlan): string | null {
  if (plan["advance-on"] === "bake") return null;
  const before = rampOf(plan).steps.at(-2);
  if (before !== undefined && before.share < 1) return null;
  return "must have a step of less than 100% before the last, so that there is somebody to compare with, or advance-on: bake";
}

function problemOfApprovers({ steps, approvers = [] }: WrittenPlan): string | null {
  const most = Math.max(0, ...steps.map((step) => step.approvers ?? 0));
  if (most === 0 || approvers.some(isTeam)) return null;
  // GitHub's names are the same in any case.
  const people = new Set(approvers.map((name) => name.toLowerCase())).size;
  return most <= people ? null : `must name at least ${most} under approvers: a step asks for so many`;
}

function isTeam(approver: string): boolean {
  return approver.includes("/");
}

function haveOwnFlags(section: Readonly<Record<string, WrittenPlan>>): boolean {
  const flags = Object.entries(section).map(([name, { flag = name }]) => flag);
  return new Set(flags).size === flags.length;
}
