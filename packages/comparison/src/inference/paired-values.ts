import type { MeanMetric } from "../metrics/metric.ts";
import type { Side } from "../tables/side.ts";
import type { Sample } from "./sample.ts";

/** A value a row on both sides; `baseline` is null without one. */
export interface PairedValues {
  readonly candidate: Float64Array;
  readonly baseline: Float64Array | null;
}

/** Larger tables are not kept: their values are worked out anew for each slice. */
const MOST_KEPT_ROWS = 2_000_000;

/** The values that metrics had on a side, for the many slices that ask for the same ones. */
const kept = new WeakMap<Side, WeakMap<MeanMetric, Float64Array>>();

export function pairedValues(metric: MeanMetric, { sides }: Pick<Sample, "sides">): PairedValues {
  return {
    candidate: keptValues(metric, sides.candidate),
    baseline: sides.baseline === null ? null : keptValues(metric, sides.baseline),
  };
}

function keptValues(metric: MeanMetric, side: Side): Float64Array {
  const known = kept.get(side)?.get(metric);
  if (known !== undefined) return known;
  const values = metric.valuesOf(side);
  if (side.rows > MOST_KEPT_ROWS) return values;
  const ofSide = kept.get(side) ?? new WeakMap<MeanMetric, Float64Array>();
  kept.set(side, ofSide.set(metric, values));
  return values;
}
