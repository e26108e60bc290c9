import type { Segment, Step } from "../plan/ramp.ts";
import type { Underway } from "../state/rollout-state.ts";

type AtStep = Pick<Underway, "ramp" | "step">;

/** A segment that has begun, and how many of it have the candidate. */
export interface SegmentShare extends Segment {
  readonly share: number;
}

/** How many of all users have the candidate, wherever they are; 0 while it is with segments only. */
export function shareOfEverybody(at: AtStep): number {
  return largest(begun(at).filter(({ segment }) => segment === null));
}

/** The segments that have begun, the largest share first; none has less than everybody. */
export function sharesOf(at: AtStep): readonly SegmentShare[] {
  const everybody = shareOfEverybody(at);
  const steps = begun(at);
  return at.ramp.segments
    .map((segment) => ({ ...segment, share: largest(steps.filter((step) => step.segment === segment.name)) }))
    .filter(({ share }) => share > 0)
    .map((segment) => ({ ...segment, share: Math.max(segment.share, everybody) }))
    .toSorted((a, b) => b.share - a.share);
}

function begun({ ramp, step }: AtStep): readonly Step[] {
  return ramp.steps.slice(0, step);
}

function largest(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map(({ share }) => share));
}
