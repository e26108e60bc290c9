import type { EventMetric } from "@airworthy/signals";
import { FATES } from "./fates.ts";
import { type Parts, perColumn, valueColumn } from "./parts.ts";
import { type NamedQuery, type NamedValue, selectList, sumWhere } from "./tables.ts";

/** One row a unit with any event, as `people`: its version, its groups, its numbers of each metric, and its part of the totals. */
export function peopleQueries(parts: Parts): NamedQuery[] {
  return [
    { name: "linked", sql: linkedRows(parts) },
    { name: "people", sql: peopleRows(parts) },
  ];
}

/**
 * Outcomes and the units that they are of; either may be alone. How often an outcome counts, after the exposure and before; and when
 * it was, of one after it, though the unit may not count yet.
 */
function linkedRows({ query }: Parts): string {
  const { from, preUntil, skew, within } = query.times;
  const goesOn = `o_fate = ${FATES.goesOn}`;
  const counts = `${goesOn} AND u_arm IS NOT NULL`;
  const end = within === null ? "" : ` AND o_at < u_first + ${within}`;
  const follows = `o_at >= ${from} AND o_at >= u_first - ${skew}${end}`;
  return [
    "  SELECT o.*, u.*,",
    "    COALESCE(o.o_unit, u.u_unit) AS l_unit,",
    `    CASE WHEN ${counts} AND ${follows} THEN o_weight ELSE 0 END AS l_after,`,
    `    CASE WHEN ${goesOn} AND u_least = u_most AND ${follows} THEN o_at END AS l_at,`,
    `    CASE WHEN ${counts} AND o_at < ${preUntil} THEN o_weight ELSE 0 END AS l_before`,
    "  FROM done AS o FULL JOIN exposed AS u ON o.o_unit = u.u_unit",
  ].join("\n");
}

function peopleRows(parts: Parts): string {
  const ofUnit = (name: string): string => `COALESCE(MAX(${name}), 0)`;
  const values: NamedValue[] = [
    ["p_arm", "MAX(u_arm)"],
    ...parts.groupColumns.map(
      (_, index): NamedValue => [`p_g${index}`, `MAX(${parts.dialect.inOrder(`u_g${index}`)})`],
    ),
    ["p_events", `${ofUnit("u_events")} + COALESCE(SUM(o_copies), 0)`],
    ["p_late", `${ofUnit("u_late")} + ${sumWhere([`o_fate = ${FATES.late}`], "o_copies")}`],
    ["p_duplicate", `${ofUnit("u_duplicate")} + ${sumWhere([`o_fate = ${FATES.goesOn}`], "o_copies - o_weight")}`],
    ["p_future", `${ofUnit("u_future")} + ${sumWhere([`o_fate = ${FATES.fromTheFuture}`], "o_copies")}`],
    ["p_incomplete", `${ofUnit("u_incomplete")} + ${sumWhere([`o_fate = ${FATES.incomplete}`], "o_copies")}`],
    ["p_unknown", ofUnit("u_unknown")],
    ["p_crossover", ofUnit("u_crossover")],
    ["p_newest", "MAX(u_newest)"],
    ["p_newest_outcome", "MAX(l_at)"],
    ["p_outcomes", "SUM(l_after)"],
    ...parts.query.metrics.flatMap((metric, index) => numbersOf(parts, metric, index)),
  ];
  return `  SELECT\n${selectList(values)}\n  FROM linked\n  GROUP BY l_unit`;
}

/** A metric's number of a unit, the other, and its outcomes whose values are invalid. */
function numbersOf(parts: Parts, metric: EventMetric, index: number): NamedValue[] {
  const { dialect } = parts;
  const hasBefore = metric.hasBefore && metric.measure !== "quantile";
  const before = hasBefore ? numberOf(parts, metric, "l_before") : "0";
  const other = metric.measure === "ratio" ? sumOf(parts, metric, perColumn(metric), "l_after") : before;
  return [
    [`p_x${index}`, dialect.asDouble(numberOf(parts, metric, "l_after"))],
    [`p_y${index}`, dialect.asDouble(other)],
    [`p_bad${index}`, invalidOf(parts, metric)],
  ];
}

function numberOf(parts: Parts, metric: EventMetric, weight: string): string {
  const outcomes = sumOf(parts, metric, null, weight);
  if (metric.measure === "rate") return `CASE WHEN ${outcomes} > 0 THEN 1 ELSE 0 END`;
  const sum = sumOf(parts, metric, valueColumn(metric), weight);
  if (metric.measure !== "quantile") return sum;
  const { dialect } = parts;
  return `CASE WHEN ${outcomes} > 0 THEN ${dialect.asDouble(sum)} / ${dialect.asDouble(outcomes)} END`;
}

/** Of a column of numbers, or without one of the outcomes' number; of valid outcomes only. */
function sumOf(parts: Parts, metric: EventMetric, column: string | null, weight: string): string {
  const value = column === null ? weight : `${weight} * ${numberColumn(parts, column)}`;
  const isValid = columnsOf(metric).map((name) => `${numberColumn(parts, name)} IS NOT NULL`);
  return sumWhere([`${weight} > 0`, ...isOf(parts, metric), ...isValid], value);
}

function invalidOf(parts: Parts, metric: EventMetric): string {
  const isInvalid = columnsOf(metric).map((name) => `${numberColumn(parts, name)} IS NULL`);
  if (isInvalid.length === 0) return "0";
  const weight = metric.hasBefore ? "l_after + l_before" : "l_after";
  return sumWhere([...isOf(parts, metric), `(${isInvalid.join(" OR ")})`], weight);
}

function isOf({ query, dialect }: Parts, metric: EventMetric): string[] {
  const isAny = metric.event === null || query.outcomes.columns.event === null;
  return isAny ? [] : [`o_event = ${dialect.literal(metric.event)}`];
}

function columnsOf(metric: EventMetric): string[] {
  return [valueColumn(metric), perColumn(metric)].filter((column) => column !== null);
}

function numberColumn(parts: Parts, column: string): string {
  return `o_n${parts.valueColumns.indexOf(column)}`;
}
