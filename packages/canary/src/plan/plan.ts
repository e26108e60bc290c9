import type { Direction, Unit } from "@airworthy/report";
import type { EventMetric, Group } from "@airworthy/signals";
import type { MetricClass } from "../evidence/finding.ts";
import type { Exposure } from "../evidence/ramp.ts";

/** How the looks at a rollout are judged. */
export interface CanaryPlan {
  /** What the versions are drawn for and errors are told by. */
  readonly unit: Exposure["of"];
  /** The chance of any false alarm, over all metrics, groups, steps and looks. */
  readonly alpha: number;
  /** What of alpha is a class's alone; the others share the rest. */
  readonly ownAlpha: ReadonlyMap<MetricClass, number>;
  /** Units, of both versions in halves, at which intervals are tightest. */
  readonly tightestAt: number;
  /** Units of each version without which nothing is said of a metric. */
  readonly leastUnits: number;
  /** The share of units with both versions beyond which nothing can be relied on. */
  readonly mostCrossover: number;
  /** The p-value below which the split is not as planned. */
  readonly ratioThreshold: number;
  /** How old the newest exposure may be, and the newest outcome. */
  readonly freshSeconds: number;
  /** What a step needs of each margin before the next, which always needs all proven where it leaves no baseline. */
  readonly advanceWhen: "unbreached" | "proven";
  readonly metrics: readonly CanaryMetric[];
}

/** A metric and what it is held against. */
export interface CanaryMetric {
  readonly name: string;
  readonly class: MetricClass;
  /** Whether a breach goes back at once; safety and privacy always do. */
  readonly critical: boolean;
  readonly better: Direction;
  /** What its number is in. */
  readonly shownIn: Unit;
  /** Its part of its class's alpha beside others. */
  readonly weight: number;
  readonly compared: "difference" | "ratio";
  /** At least 0, in terms of the difference; null where it only informs. */
  readonly margin: number | null;
  readonly goal: number | null;
  /** The margin within groups; null where these only inform. */
  readonly groupMargin: number | null;
  readonly signal: EventSignal | SeriesSignal;
}

/** Of single units. */
export interface EventSignal extends Omit<EventMetric, "name"> {
  readonly kind: "events";
  /** Of `rate`: judged by the exact tests of rare events. */
  readonly isRare: boolean;
  /** Of `rate`: whether no event of either version at all is no sign that nobody sends any. */
  readonly mayBeNone: boolean;
  /** Of `quantile`: which one, between 0 and 1. */
  readonly quantile: number | null;
  readonly groups: readonly Group[];
}

/** Of windows of time. */
export interface SeriesSignal {
  readonly kind: "series";
  readonly source: string;
  /** With placeholders for the version: see docs/canary.md. */
  readonly query: string;
  readonly windowSeconds: number;
}
