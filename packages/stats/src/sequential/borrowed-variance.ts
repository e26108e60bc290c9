import type { Arm } from "./arm.ts";

/** Both versions of one comparison. */
export interface Arms {
  readonly candidate: Arm;
  readonly baseline: Arm;
}

/**
 * The versions as `difference` should have them: the one of fewer units is taken to vary at least as much as the other. A few
 * units of skewed values or rare events have mostly seen none of the large ones: their mean is then too low and their variance
 * too, both at once, and a candidate at 5 % looks surely better or worse where nothing differs. The baseline knows how much such
 * values vary. It makes an interval wider, never narrower; at an even split it changes next to nothing.
 */
export function borrowVariance({ candidate, baseline }: Arms): Arms {
  const most = Math.max(candidate.unitVariance, baseline.unitVariance);
  return {
    candidate: candidate.units < baseline.units ? { ...candidate, unitVariance: most } : candidate,
    baseline: baseline.units < candidate.units ? { ...baseline, unitVariance: most } : baseline,
  };
}
