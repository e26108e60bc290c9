import type { EventMetric } from "@airworthy/signals";
import { fate, isAwaited } from "./fates.ts";
import type { Parts } from "./parts.ts";
import { countedRows, type NamedQuery, type NamedValue, selectList } from "./tables.ts";

/** NaN is not below it and, where a database puts it above all else, above it. */
const MOST = Number.MAX_VALUE.toExponential();

/** One row an outcome that any metric asks for, as `done`; equal ones with an id are one row. A number is null where it is invalid. */
export function outcomeQueries(parts: Parts): NamedQuery[] {
  const { columns } = parts.query.outcomes;
  const rows = outcomeRows(parts);
  const names = rows.values.map(([name]) => name);
  const received = columns.received === null ? null : "o_received";
  const judged: NamedValue[] = [
    ["o_fate", fate("o_at", "o_unit", received, parts.query.times)],
    ...parts.valueColumns.map(
      (_, index): NamedValue => [
        `o_n${index}`,
        `CASE WHEN o_v${index} BETWEEN -${MOST} AND ${MOST} THEN o_v${index} END`,
      ],
    ),
  ];
  const sql = `  SELECT x.*,\n${selectList(judged)}\n  FROM o_counted AS x`;
  return [...countedRows("o", rows, names, columns.id !== null), { name: "done", sql }];
}

function outcomeRows({ query, dialect, kinds, valueColumns }: Parts): NamedQuery & { values: readonly NamedValue[] } {
  const { table, columns } = query.outcomes;
  const column = (name: string) => `r.${dialect.identifier(name)}`;
  const values: NamedValue[] = [
    ["o_at", dialect.milliseconds(column(columns.time), kinds.done)],
    ["o_unit", dialect.asText(column(columns.unit))],
  ];
  if (columns.event !== null) values.push(["o_event", dialect.asText(column(columns.event))]);
  if (columns.id !== null) values.push(["o_id", dialect.asText(column(columns.id))]);
  if (columns.received !== null) {
    values.push(["o_received", dialect.milliseconds(column(columns.received), kinds.outcomeReceived)]);
  }
  for (const [index, name] of valueColumns.entries()) values.push([`o_v${index}`, dialect.asDouble(column(name))]);
  const conditions = [
    isAwaited(column(columns.time), kinds.done, query.times.preFrom, query.times, dialect),
    ...asked(
      query.metrics,
      columns.event,
      (name, event) => `${dialect.asText(column(name))} = ${dialect.literal(event)}`,
    ),
  ];
  const sql = `  SELECT\n${selectList(values)}\n  FROM ${table} AS r\n  WHERE ${conditions.join("\n    AND ")}`;
  return { name: "o_rows", sql, values };
}

function asked(
  metrics: readonly EventMetric[],
  column: string | null,
  is: (column: string, event: string) => string,
): string[] {
  if (metrics.length === 0) return ["1 = 0"];
  if (column === null) return [];
  const events = new Set(metrics.map((metric) => metric.event));
  if (events.has(null)) return [];
  return [`(${[...events].map((event) => is(column, event ?? "")).join(" OR ")})`];
}
