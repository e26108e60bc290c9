import { secondsOf } from "@airworthy/evidence";
import type { WrittenCanary, WrittenMetric } from "./plan-section.ts";

/** What is to hold between the fields of a metric or a plan. */
interface SectionCheck<T> {
  readonly message: string;
  holds(written: T): boolean;
}

/** Classes whose rates are judged by the exact tests of rare events, which know differences only. */
const ALWAYS_RARE = ["safety", "privacy"];

const OF_EVENTS = ["files", "duckdb", "postgresql", "clickhouse", "trino", "presto"];
const OF_WINDOWS = ["prometheus", "files", "http"];
const OF_ROWS = ["files", "http"];

export const CHECKS_OF_METRIC: readonly SectionCheck<WrittenMetric>[] = [
  {
    message: "must have either a measure, of units' outcomes, or a source and a query, of windows",
    holds: ({ measure, source, query }) =>
      measure === undefined ? source !== undefined && query !== undefined : source === undefined && query === undefined,
  },
  {
    message: "must have event, value, per, rare, may-be-none, quantile, limits, before and groups only with a measure",
    holds: ({ measure, event, value, per, rare, "may-be-none": mayBeNone, quantile, limits, before, groups }) =>
      measure !== undefined ||
      [event, value, per, rare, mayBeNone, quantile, limits, before, groups].every((field) => field === undefined),
  },
  {
    message: "must have a value where it is a ratio or a quantile, and none where it is a rate",
    holds: ({ measure, value }) =>
      measure === "rate" ? value === undefined : value !== undefined || measure === undefined || measure === "mean",
  },
  {
    message: "must have per only where it is a ratio",
    holds: ({ measure, per }) => per === undefined || measure === "ratio",
  },
  {
    message: "must have a quantile and rising limits just where it is a quantile",
    holds: ({ measure, quantile, limits }) =>
      measure === "quantile"
        ? quantile !== undefined && limits !== undefined && isRising(limits)
        : quantile === undefined && limits === undefined,
  },
  {
    message: "must be rare, or one that may-be-none, only where it is a rate",
    holds: ({ measure, rare, "may-be-none": mayBeNone }) => (rare !== true && mayBeNone !== true) || measure === "rate",
  },
  {
    message: "must be compared by its difference where it is a rate of rare events, a quantile or windows",
    holds: (metric) =>
      metric.compared !== "ratio" || !(isRare(metric) || ["quantile", undefined].includes(metric.measure)),
  },
  {
    message: "must be compared with the time before only where it is a mean or a rate that is not rare",
    holds: (metric) =>
      metric.before !== true || ((metric.measure === "mean" || metric.measure === "rate") && !isRare(metric)),
  },
  {
    message: "must have a direction and a margin where it has a goal",
    holds: ({ goal, margin, better }) => goal === undefined || (margin !== undefined && better !== "neither"),
  },
  {
    message: "must have a margin where it is critical, or of safety or privacy",
    holds: (metric) => metric.margin !== undefined || !(metric.critical === true || ALWAYS_RARE.includes(metric.class)),
  },
  {
    message:
      "must have margins that can be breached: below 1 of a rate, or of a share of a baseline that is to be higher; of a quantile below the span of its limits",
    holds: (metric) => [metric.margin, metric["group-margin"]].every((margin) => (margin ?? 0) < breakable(metric)),
  },
  {
    message: "must have groups where it has a group-margin",
    holds: (metric) => metric["group-margin"] === undefined || metric.groups !== undefined,
  },
];

export const CHECKS_OF_PLAN: readonly SectionCheck<WrittenCanary>[] = [
  {
    message: "must have either exposures or rows",
    holds: ({ exposures, rows, outcomes }) => (exposures === undefined) !== (rows === undefined) && !(rows && outcomes),
  },
  {
    message: "must name only sources that it has",
    holds: ({ sources, exposures, outcomes, rows, metrics }) =>
      [exposures, outcomes, rows, ...Object.values(metrics)].every(
        (user) => user?.source === undefined || Object.hasOwn(sources, user.source),
      ),
  },
  {
    message: "must read exposures and outcomes of one database, so that it can join them, or both of files",
    holds: ({ sources, exposures, outcomes }) =>
      outcomes === undefined ||
      outcomes.source === exposures?.source ||
      [exposures?.source ?? "", outcomes.source].every((source) => sources[source]?.kind === "files"),
  },
  {
    message:
      "must read single events from files or a database, windows from prometheus, files or http, rows from files or http",
    holds: ({ sources, exposures, outcomes, rows, metrics }) => {
      const isOf = (source: string | undefined, kinds: readonly string[]) =>
        source === undefined || kinds.includes(sources[source]?.kind ?? "");
      const events = exposures === undefined || "query" in exposures ? undefined : exposures.source;
      const windows = exposures !== undefined && "query" in exposures ? exposures.source : undefined;
      return (
        [events, outcomes?.source].every((source) => isOf(source, OF_EVENTS)) &&
        [windows, ...Object.values(metrics).map(({ source }) => source)].every((source) => isOf(source, OF_WINDOWS)) &&
        isOf(rows?.source, OF_ROWS)
      );
    },
  },
  {
    message: "must have exposures of units and outcomes, or rows, where a metric has a measure",
    holds: ({ exposures, outcomes, rows, metrics }) =>
      Object.values(metrics).every(({ measure }) => measure === undefined) ||
      rows !== undefined ||
      (outcomes !== undefined && exposures !== undefined && !("query" in exposures)),
  },
  {
    message: "must name under groups what its metrics are judged in",
    holds: ({ groups = {}, metrics }) =>
      Object.values(metrics).every((metric) => (metric.groups ?? []).every((column) => Object.hasOwn(groups, column))),
  },
  {
    message: "must say how long the time before is where a metric is compared with it",
    holds: ({ before, metrics }) =>
      before !== undefined || Object.values(metrics).every((metric) => metric.before !== true),
  },
  {
    message: "must leave some alpha to all classes beside those with their own, and at most half of it to one",
    holds: (plan) => {
      const alpha = plan.alpha ?? DEFAULT_ALPHA;
      const own = Object.values(ownAlphaOf(plan));
      return own.reduce((sum, part) => sum + part, 0) < alpha && own.every((part) => part <= alpha / 2);
    },
  },
  {
    message: "must have a fresh that is longer than its wait: the newest exposure that is looked at is as old as that",
    holds: ({ fresh = DEFAULT_FRESH, wait }) => wait === undefined || (secondsOf(wait) ?? 0) < (secondsOf(fresh) ?? 0),
  },
  {
    message: "must guard something: a metric with a margin",
    holds: ({ metrics }) => Object.values(metrics).some(({ margin }) => margin !== undefined),
  },
];

export const DEFAULT_ALPHA = 0.05;
export const DEFAULT_FRESH = "1h";
/** Of alpha: what safety and privacy have each, where the plan has such metrics and does not say. */
const OWN_PART = 0.2;

/** Whether it is judged by the exact tests of rare events. */
export function isRare({ measure, rare, class: of }: WrittenMetric): boolean {
  return measure === "rate" && (rare === true || ALWAYS_RARE.includes(of));
}

/** The alpha of classes that have their own: safety and privacy do, where there are metrics of theirs. */
export function ownAlphaOf(
  plan: Pick<WrittenCanary, "alpha" | "own-alpha" | "metrics">,
): Readonly<Record<string, number>> {
  const alpha = plan.alpha ?? DEFAULT_ALPHA;
  const classes = new Set<string>(Object.values(plan.metrics).map((metric) => metric.class));
  const usual = ALWAYS_RARE.filter((name) => classes.has(name)).map((name) => [name, alpha * OWN_PART] as const);
  return { ...Object.fromEntries(usual), ...plan["own-alpha"] };
}

/** What no difference is beyond: a margin of 2 is not two points of a rate, but guards nothing. */
function breakable({ measure, compared, better, limits = [] }: WrittenMetric): number {
  if (compared === "ratio") return better === "higher" ? 1 : Number.POSITIVE_INFINITY;
  if (measure === "rate") return 1;
  return measure === "quantile" ? (limits.at(-1) ?? 0) - (limits[0] ?? 0) : Number.POSITIVE_INFINITY;
}

function isRising(limits: readonly number[]): boolean {
  return limits.every((limit, index) => index === 0 || limit > (limits[index - 1] ?? limit));
}
