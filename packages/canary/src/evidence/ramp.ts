import * as v from "valibot";
import {
  atLeastZeroSchema,
  countSchema,
  instantSchema,
  nameSchema,
  positiveShareSchema,
  shareSchema,
} from "./fields.ts";

const MOST_STEPS = 50;

const stepSchema = v.strictObject({
  /** Of the users, or of those of the segment, that get the candidate. */
  share: positiveShareSchema,
  /** Who gets it first, such as "staff"; null for everybody. */
  segment: v.nullable(nameSchema),
  /** How long the step lasts at least; null where nothing says. */
  bakeSeconds: v.nullable(atLeastZeroSchema),
});

export type RampStep = v.InferOutput<typeof stepSchema>;

/** The steps of a rollout, and where it stands. Nobody who has the candidate loses it by going on. */
export const rampSchema = v.pipe(
  v.strictObject({
    steps: v.pipe(v.array(stepSchema), v.minLength(1), v.maxLength(MOST_STEPS)),
    /** Of the step that is going on, from 1. */
    position: v.pipe(countSchema, v.minValue(1)),
    stepStartedOn: instantSchema,
  }),
  v.check(({ steps, position }) => position <= steps.length, "must have a position among its steps"),
  v.check(
    ({ steps }) => steps.every(isAfter),
    "must have shares that grow, those of segments before those of everybody",
  ),
);

export type Ramp = v.InferOutput<typeof rampSchema>;

export const EXPOSED = ["users", "sessions", "requests"] as const;

export const exposureSchema = v.strictObject({
  /** What is counted, and what the two versions are drawn for. */
  of: v.picklist(EXPOSED),
  share: positiveShareSchema,
  /** Before the step began; null at the first. */
  previousShare: v.nullable(shareSchema),
  /** All that were exposed so far. */
  units: v.strictObject({ candidate: countSchema, baseline: countSchema }),
});

export type Exposure = v.InferOutput<typeof exposureSchema>;

/** The step that is going on. */
export function currentStep({ steps, position }: Ramp): RampStep | undefined {
  return steps[position - 1];
}

function isAfter({ share, segment }: RampStep, index: number, steps: readonly RampStep[]): boolean {
  const before = steps[index - 1];
  if (before === undefined) return true;
  if (before.segment === segment) return before.share < share;
  // A segment that is over does not come back: that would be a way down.
  return before.segment !== null && steps.slice(0, index).every((other) => other.segment !== segment);
}
