import type { Metric } from "../metrics/metric.ts";
import type { Criteria } from "./decide.ts";
import type { Margin } from "./metric-request.ts";

/** A drop of so much of the metric's range must be excluded for any verdict: an interval as wide as that says nothing. */
const WIDEST_UNCERTAINTY = 0.1;

interface Limits {
  readonly alpha: number;
  /** Of metrics that name none: see ComparisonSettings. */
  readonly margin: number;
}

/**
 * What a metric's change is held to, in its own unit. Metrics that lie within -1 and 1 take the comparison's margin as it is,
 * others as a share of the baseline's magnitude: a hundredth of accuracy, a hundredth part of a latency.
 */
export function criteriaOf(
  metric: Pick<Metric, "direction" | "range">,
  margin: Margin | null,
  baseline: number,
  { alpha, margin: general }: Limits,
): Criteria {
  const [least, most] = metric.range;
  const isShare = least >= -1 && most <= 1;
  const magnitude = Number.isFinite(baseline) ? Math.abs(baseline) : 0;
  const { size, isRelative } = margin ?? { size: general, isRelative: !isShare };
  const inUnit = isRelative ? size * magnitude : size;
  const scale = isShare ? 1 : magnitude;
  return {
    direction: metric.direction,
    margin: inUnit,
    alpha,
    // Beside a baseline of 0 nothing says how large the values are.
    scale: scale || 1,
    widest: Math.max(inUnit, WIDEST_UNCERTAINTY * scale),
  };
}
