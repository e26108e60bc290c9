import { secondsOf } from "@airworthy/evidence";
import type { MetricClass } from "../evidence/finding.ts";
import { METRIC_CLASSES } from "../evidence/finding.ts";
import type { CanaryMetric, CanaryPlan, EventSignal, SeriesSignal } from "./plan.ts";
import type { WrittenCanary, WrittenMetric } from "./plan-section.ts";
import { DEFAULT_ALPHA, DEFAULT_FRESH, isRare, ownAlphaOf } from "./section-checks.ts";

/** Where GrowthBook's sequences are tightest, too. */
const TIGHTEST_AT = 5_000;
/** Below some hundreds the central limit theorem is not to be leaned on. */
const LEAST_UNITS = 100;
const MOST_CROSSOVER = 0.01;
const RATIO_THRESHOLD = 0.001;
/** Of a series, where the plan does not say. */
export const WINDOW = "5m";

/** A plan as people wrote it, with every default. */
export function canaryPlanOf(written: WrittenCanary): CanaryPlan {
  const own = ownAlphaOf(written);
  return {
    unit: written.unit ?? "users",
    alpha: written.alpha ?? DEFAULT_ALPHA,
    ownAlpha: new Map(METRIC_CLASSES.flatMap((name) => partOf(name, own[name]))),
    tightestAt: written["tightest-at"] ?? TIGHTEST_AT,
    leastUnits: written["least-units"] ?? LEAST_UNITS,
    mostCrossover: written["most-crossover"] ?? MOST_CROSSOVER,
    ratioThreshold: written["ratio-threshold"] ?? RATIO_THRESHOLD,
    freshSeconds: secondsIn(written.fresh ?? DEFAULT_FRESH),
    advanceWhen: written.advance ?? "unbreached",
    metrics: Object.entries(written.metrics).map(([name, metric]) => metricOf(name, metric, written)),
  };
}

/** Of a duration that the schema has let through. */
export function secondsIn(duration: string): number {
  return secondsOf(duration) ?? Number.NaN;
}

function partOf(name: MetricClass, alpha: number | undefined): [MetricClass, number][] {
  return alpha === undefined ? [] : [[name, alpha]];
}

function metricOf(name: string, metric: WrittenMetric, plan: WrittenCanary): CanaryMetric {
  const { margin = null, goal = null } = metric;
  const isOfRate = metric.measure === "rate" || (metric.measure === "ratio" && metric.unit === undefined);
  return {
    name,
    class: metric.class,
    critical: metric.critical ?? (metric.class === "safety" || metric.class === "privacy"),
    better: metric.better,
    shownIn: metric.unit ?? (isOfRate ? "rate" : "number"),
    weight: metric.weight ?? 1,
    compared: metric.compared ?? "difference",
    margin,
    goal,
    groupMargin: metric["group-margin"] ?? margin,
    signal: metric.measure === undefined ? seriesOf(metric) : eventsOf(metric, metric.measure, plan),
  };
}

function eventsOf(metric: WrittenMetric, measure: EventSignal["measure"], { groups = {} }: WrittenCanary): EventSignal {
  return {
    kind: "events",
    measure,
    event: metric.event ?? null,
    value: metric.value ?? null,
    per: metric.per ?? null,
    limits: metric.limits ?? null,
    hasBefore: metric.before ?? false,
    isRare: isRare(metric),
    mayBeNone: metric["may-be-none"] ?? false,
    quantile: metric.quantile ?? null,
    groups: (metric.groups ?? []).flatMap((column) => (groups[column] ?? []).map((value) => ({ column, value }))),
  };
}

function seriesOf({ source = "", query = "", window = WINDOW }: WrittenMetric): SeriesSignal {
  return { kind: "series", source, query, windowSeconds: secondsIn(window) };
}
