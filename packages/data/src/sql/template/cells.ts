import { groupIndex, type Parts } from "./parts.ts";
import { type NamedQuery, type NamedValue, selectList } from "./tables.ts";

/** Of the row of totals; and of cells of all groups. */
export const ALL = -1;

/** The names of the answer's columns are its own: each is read by its place. */
export const ANSWER_COLUMNS = [
  "metric",
  "group",
  "arm",
  "bucket",
  "units",
  "sum",
  "squares",
  "otherSum",
  "otherSquares",
  "products",
  "invalid",
  "outcomes",
  "events",
  "late",
  "duplicate",
  "fromTheFuture",
  "unknownVariant",
  "crossover",
  "incomplete",
  "newest",
  "newestOutcome",
] as const;

/** The queries before the last: each unit once in each cell that it is in, and in the totals. */
export function cellQueries(parts: Parts): NamedQuery[] {
  return [
    { name: "cells", sql: cellRows(parts) },
    { name: "entries", sql: entryRows(parts) },
  ];
}

/** One row a cell and version, of quantiles one a bucket; and the totals of each version and of those in neither. */
export function answerRows(parts: Parts): string {
  const totals = ["outcomes", "events", "late", "duplicate", "future", "unknown", "crossover", "incomplete"];
  const values = [
    "c_metric",
    "c_group",
    "p_arm",
    "n_bucket",
    "COUNT(n_x)",
    ...["n_x", "n_x * n_x", "n_y", "n_y * n_y", "n_x * n_y"].map((value) =>
      parts.dialect.asDouble(`COALESCE(SUM(${value}), 0)`),
    ),
    "SUM(n_bad)",
    ...totals.map((name) => `SUM(p_${name})`),
    "MAX(p_newest)",
    "MAX(p_newest_outcome)",
  ];
  const source = `  SELECT y.*, ${bucketOf(parts)} AS n_bucket FROM entries AS y`;
  return `SELECT\n  ${values.join(",\n  ")}\nFROM (\n${source}\n) AS z\nGROUP BY c_metric, c_group, p_arm, n_bucket`;
}

function cellRows({ query, groups }: Parts): string {
  const cells = query.metrics.flatMap((metric, index) =>
    [ALL, ...metric.groups.map((group) => groupIndex(groups, group))].map((group) => [index, group] as const),
  );
  const rows = [[ALL, ALL] as const, ...cells];
  return rows.map(([metric, group]) => `  SELECT ${metric} AS c_metric, ${group} AS c_group`).join(" UNION ALL\n");
}

function entryRows({ query, dialect, groups, groupColumns }: Parts): string {
  const choose = (prefix: string, total: string) =>
    `CASE WHEN c_metric = ${ALL} THEN ${total}${query.metrics
      .map((_, index) => ` WHEN c_metric = ${index} THEN ${prefix}${index}`)
      .join("")} END`;
  const values: NamedValue[] = [
    ["n_x", choose("p_x", dialect.asDouble("1"))],
    ["n_y", choose("p_y", dialect.asDouble("0"))],
    ["n_bad", choose("p_bad", "0")],
  ];
  const members = groups.map(
    (group, index) =>
      ` OR c_group = ${index} AND p_g${groupColumns.indexOf(group.column)} = ${dialect.literal(group.value)}`,
  );
  return [
    `  SELECT q.*, c.*,\n${selectList(values)}`,
    "  FROM people AS q CROSS JOIN cells AS c",
    `  WHERE c_metric = ${ALL} OR p_arm IS NOT NULL AND (c_group = ${ALL}${members.join("")})`,
  ].join("\n");
}

function bucketOf({ query }: Parts): string {
  const cases = query.metrics.flatMap(({ limits }, index) =>
    limits === null ? [] : [` WHEN c_metric = ${index} THEN ${bucketAmong(limits, 0, limits.length)}`],
  );
  return cases.length === 0 ? "0" : `CASE${cases.join("")} ELSE 0 END`;
}

/** Of the limits from one place on before another the first that is at or above, found by halves; else the place of the end. */
function bucketAmong(limits: readonly number[], start: number, end: number): string {
  if (start === end) return `${start}`;
  const middle = (start + end) >> 1;
  const limit = limits[middle];
  if (limit === undefined || !Number.isFinite(limit)) throw new RangeError("limits of buckets must be finite");
  const [below, above] = [bucketAmong(limits, start, middle), bucketAmong(limits, middle + 1, end)];
  return `CASE WHEN n_x <= ${limit.toExponential()} THEN ${below} ELSE ${above} END`;
}
