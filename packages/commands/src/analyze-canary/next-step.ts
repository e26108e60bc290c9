/** A step of a ramp, as a state and as evidence has it. */
interface RampStep {
  readonly share: number;
  readonly segment: string | null;
}

/** Of a percentage: a finer share cannot be drawn. */
const DECIMALS = 3;

/** The step after the one at a position, from 1, as the input `to` of manage-rollout takes it; empty after the last. */
export function nextStep(steps: readonly RampStep[], position: number): string {
  const next = steps[position];
  if (next === undefined) return "";
  const share = `${Number((next.share * 100).toFixed(DECIMALS))}%`;
  return next.segment === null ? share : `${share} of ${next.segment}`;
}
