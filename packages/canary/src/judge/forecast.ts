import { type Estimate, growthOfEstimate, type SequenceSettings } from "@airworthy/stats";
import type { Bound } from "./comparison.ts";

/** A forecast comes true as often as not: a surer one would promise a decision later than it mostly comes. */
const POWER = 0.5;

/** Of an asymptotic sequence, where the estimate stays what it is; null where the estimate itself is not beyond the bound. */
export function growthToBound(found: Estimate, bound: Bound, settings: SequenceSettings): number | null {
  const distance = distanceTo(bound, found.estimate);
  return distance > 0 ? growthOfEstimate(found, distance, POWER, settings) : null;
}

/** How far an estimate is on its side of a bound; 0 or below where it is not. */
export function distanceTo({ side, value }: Bound, estimate: number): number {
  return side === "below" ? value - estimate : estimate - value;
}
