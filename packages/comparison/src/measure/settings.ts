import type { INTERVALS } from "../inference/estimate-types.ts";

/** How a comparison is made, beside its metrics. */
export interface ComparisonSettings {
  /** The chance of a false alarm that is accepted, in [0, 0.5]; intervals are at confidence 1 - alpha. */
  readonly alpha: number;
  /**
   * The smallest change that matters where a metric names no other: in the unit of metrics that lie within -1 and 1, and
   * as a share of the baseline's magnitude for all others.
   */
  readonly margin: number;
  readonly resamples: number;
  /** Fewer rows than this are insufficient evidence. */
  readonly minRows: number;
  readonly interval: (typeof INTERVALS)[number];
  readonly correction: Correction;
  readonly seed: number;
}

/** How p-values are corrected for their number: any false alarm, or the share of false ones among the alarms. */
export const CORRECTIONS = ["holm", "benjamini-hochberg"] as const;

export type Correction = (typeof CORRECTIONS)[number];
