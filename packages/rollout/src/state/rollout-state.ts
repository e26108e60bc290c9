import * as v from "valibot";
import {
  countSchema,
  instantSchema,
  nameSchema,
  planNameSchema,
  positiveCountSchema,
  positiveShareSchema,
  reasonSchema,
  type Version,
  versionSchema,
  withoutProblem,
} from "../fields.ts";
import { problemOfCondition } from "../plan/condition.ts";
import { problemOfRamp } from "../plan/ramp.ts";
import { STATE_CHECKS } from "./state-checks.ts";

/**
 * Where a rollout can stand. `idle`: nothing was ever started; `held`: it stays where it is; `rolled-back` and `complete`:
 * everybody has the stable version, and another candidate may start.
 */
export const PHASES = ["idle", "running", "held", "rolled-back", "complete"] as const;

export type Phase = (typeof PHASES)[number];

/** What may be done to a rollout; `allow` lifts the denial of a digest. */
export const MOVES = ["start", "advance", "hold", "resume", "rollback", "promote", "allow"] as const;

export type Move = (typeof MOVES)[number];

/** Requests that are remembered, so that a retry does nothing again: days of looks every 15 minutes. */
export const MOST_REQUESTS = 200;
/** Versions that can be gone back to. */
export const MOST_GOOD = 20;
const MOST_STEPS = 50;
const MOST_SEGMENTS = 20;
const MOST_GUARDRAILS = 200;
/** So that the rollout's identity has at most 50 characters. */
const MOST_NUMBER = 999_999;

export const stepSchema = v.strictObject({
  share: positiveShareSchema,
  segment: v.nullable(nameSchema),
  bakeSeconds: positiveCountSchema,
  approvers: countSchema,
});

const segmentSchema = v.strictObject({
  name: nameSchema,
  condition: v.pipe(v.unknown(), withoutProblem(problemOfCondition)),
});

const rampEntriesSchema = v.strictObject({
  steps: v.pipe(v.array(stepSchema), v.minLength(1), v.maxLength(MOST_STEPS)),
  segments: v.pipe(v.array(segmentSchema), v.maxLength(MOST_SEGMENTS)),
});

const rampSchema = v.pipe(
  rampEntriesSchema,
  withoutProblem((ramp: v.InferOutput<typeof rampEntriesSchema>) => problemOfRamp(ramp)),
);

const requestSchema = v.strictObject({
  id: nameSchema,
  move: v.picklist(MOVES),
  revision: positiveCountSchema,
  on: instantSchema,
});

const entriesSchema = v.strictObject({
  name: planNameSchema,
  flag: nameSchema,
  model: nameSchema,
  /** How many rollouts of this plan were started; the last of them is the one that this is about. */
  number: v.pipe(countSchema, v.maxValue(MOST_NUMBER)),
  /** How many moves there were. */
  revision: countSchema,
  phase: v.picklist(PHASES),
  stable: v.nullable(versionSchema),
  candidate: v.nullable(versionSchema),
  /** What was stable before, newest first. */
  good: v.pipe(v.array(versionSchema), v.maxLength(MOST_GOOD)),
  /** As it was when the rollout started: another plan does not draw the users anew. */
  ramp: v.nullable(rampSchema),
  guardrails: v.pipe(v.array(nameSchema), v.maxLength(MOST_GUARDRAILS)),
  /** The step that is going on, from 1. */
  step: v.nullable(positiveCountSchema),
  stepStartedOn: v.nullable(instantSchema),
  startedOn: v.nullable(instantSchema),
  movedOn: v.nullable(instantSchema),
  held: v.nullable(v.strictObject({ reason: v.nullable(reasonSchema), by: nameSchema, on: instantSchema })),
  /** The last requests that moved it, oldest first. */
  requests: v.pipe(v.array(requestSchema), v.maxLength(MOST_REQUESTS)),
});

export type RolloutState = v.InferOutput<typeof entriesSchema>;

export const stateSchema = v.pipe(
  entriesSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const { holds, message } of STATE_CHECKS) if (!holds(dataset.value)) addIssue({ message });
  }),
);

/** A rollout with a candidate: it is running or held. */
export interface Underway extends RolloutState {
  readonly stable: Version;
  readonly candidate: Version;
  readonly ramp: NonNullable<RolloutState["ramp"]>;
  readonly step: number;
  readonly stepStartedOn: string;
}

/** Whether some users may have a candidate. */
export function isUnderway(state: RolloutState): state is Underway {
  return state.phase === "running" || state.phase === "held";
}

/** The rollout's identity, such as "review-sentiment-2": it names the canary's evidence and salts the draw of users. */
export function rolloutId({ name, number }: Pick<RolloutState, "name" | "number">): string {
  return `${name}-${number}`;
}

/** A plan of which nothing was started yet. */
export function idleRollout({ name, flag, model }: Pick<RolloutState, "name" | "flag" | "model">): RolloutState {
  return {
    name,
    flag,
    model,
    number: 0,
    revision: 0,
    phase: "idle",
    stable: null,
    candidate: null,
    good: [],
    ramp: null,
    guardrails: [],
    step: null,
    stepStartedOn: null,
    startedOn: null,
    movedOn: null,
    held: null,
    requests: [],
  };
}
