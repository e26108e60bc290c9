import { secondsOf } from "@airworthy/evidence";
import type { WrittenPlan } from "./plan-section.ts";
import { isWhole, shareOf } from "./share.ts";

/** A step, as the canary's evidence has it too: positions count from 1. */
export interface Step {
  /** Of all users or of those in the segment, 0 to 1. */
  readonly share: number;
  /** Null for everybody. */
  readonly segment: string | null;
  readonly bakeSeconds: number;
  /** How many must approve of it. */
  readonly approvers: number;
}

export interface Segment {
  readonly name: string;
  /** JsonLogic: whether a user is in it. */
  readonly condition: unknown;
}

/** What decides who is exposed: it stays as it was when the rollout began. */
export interface Ramp {
  readonly steps: readonly Step[];
  /** In the order of the steps that name them. */
  readonly segments: readonly Segment[];
}

/** The ramp of a written plan; call `problemOfRamp` before relying on it. */
export function rampOf({ steps, segments = {} }: Pick<WrittenPlan, "steps" | "segments">): Ramp {
  const conditions = new Map(Object.entries(segments));
  return {
    steps: steps.map(({ share, segment = null, bake, approvers = 0 }) => ({
      share: shareOf(share) ?? Number.NaN,
      segment,
      bakeSeconds: secondsOf(bake) ?? Number.NaN,
      approvers,
    })),
    segments: [...conditions].map(([name, condition]) => ({ name, condition })),
  };
}

/** Why nobody may be exposed by it, as words that follow "it"; null where all is well. */
export function problemOfRamp({ steps, segments }: Ramp): string | null {
  const names = segments.map(({ name }) => name);
  const unknown = steps.find(({ segment }) => segment !== null && !names.includes(segment));
  if (unknown !== undefined) return `must say under segments who is in ${JSON.stringify(unknown.segment)}`;
  const idle = names.find((name) => steps.every(({ segment }) => segment !== name));
  if (idle !== undefined) return `must have a step for the segment ${JSON.stringify(idle)}`;
  if (!steps.every(({ share }) => isWhole(share))) return "must have shares of at most three decimals of a percent";
  if (!steps.every(isAfter)) return "must have shares that grow, those of segments before those of everybody";
  const last = steps.at(-1);
  return last?.share === 1 && last.segment === null ? null : "must have 100% of everybody as its last step";
}

/** The canary's rule, by which nobody who has the candidate loses it by going on. */
function isAfter({ share, segment }: Step, index: number, steps: readonly Step[]): boolean {
  const before = steps[index - 1];
  if (before === undefined) return true;
  if (before.segment === segment) return before.share < share;
  // A segment that is over does not come back: that would be a way down.
  return before.segment !== null && steps.slice(0, index).every((other) => other.segment !== segment);
}
