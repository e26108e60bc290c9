import { describe, expect, test } from "vitest";
import { CLICKHOUSE } from "../dialects/clickhouse.ts";
import { DUCKDB } from "../dialects/duckdb.ts";
import { POSTGRESQL } from "../dialects/postgresql.ts";
import { TRINO } from "../dialects/trino.ts";
import { canaryQuery } from "./canary-query.ts";
import { EXAMPLE_KINDS, EXAMPLE_QUERY } from "./example-query.ts";

describe.each([DUCKDB, POSTGRESQL, CLICKHOUSE, TRINO])("$name", (dialect) => {
  test("asks for all of it with one query", async () => {
    const sql = canaryQuery(EXAMPLE_QUERY, dialect, EXAMPLE_KINDS);
    await expect(`${sql}\n`).toMatchFileSnapshot(`golden/${dialect.name.toLowerCase()}.sql`);
  });

  test("reads each table once", () => {
    const sql = canaryQuery(EXAMPLE_QUERY, dialect, EXAMPLE_KINDS);
    expect(sql.split("FROM exposures AS r")).toHaveLength(2);
    expect(sql.split("FROM (SELECT * FROM outcomes) AS r")).toHaveLength(2);
  });
});

test("what both kinds of events are read from is parsed once where that is most of the work", () => {
  const from = (table: string) => ({
    ...EXAMPLE_QUERY,
    exposures: { ...EXAMPLE_QUERY.exposures, table },
    outcomes: { ...EXAMPLE_QUERY.outcomes, table },
  });
  const file = "read_json('events.jsonl')";
  const readings = (table: string, dialect: typeof DUCKDB) =>
    canaryQuery(from(table), dialect, EXAMPLE_KINDS).split(`FROM ${table} AS r`).length - 1;
  expect(readings(file, DUCKDB)).toBe(1);
  expect(readings("events", DUCKDB)).toBe(2);
  expect(readings(file, POSTGRESQL)).toBe(2);
});

test("no name, text or limit of the plan gets out of its quotes", () => {
  const hostile = `x' OR "1"="1" \\' -- /*`;
  const [first] = EXAMPLE_QUERY.metrics;
  if (first === undefined) throw new Error("the example has no metric");
  const sql = canaryQuery(
    {
      ...EXAMPLE_QUERY,
      flag: hostile,
      version: hostile,
      variants: { candidate: [hostile], baseline: [hostile] },
      segment: { column: hostile, value: hostile },
      excluded: [{ column: hostile, value: hostile }],
      metrics: [{ ...first, event: hostile, value: hostile, groups: [{ column: hostile, value: hostile }] }],
    },
    DUCKDB,
    EXAMPLE_KINDS,
  );
  const inQuotes = [`'${hostile.replaceAll("'", "''")}'`, `"${hostile.replaceAll('"', '""')}"`];
  const rest = inQuotes.reduce((left, quoted) => left.replaceAll(quoted, ""), sql);
  expect(rest).not.toContain('OR "1"');
  expect(rest).not.toContain("--");
});

test("a query without metrics asks for no outcome, and one for outcomes of any kind for all", () => {
  const { metrics } = EXAMPLE_QUERY;
  expect(canaryQuery({ ...EXAMPLE_QUERY, metrics: [] }, DUCKDB, EXAMPLE_KINDS)).toContain("AND 1 = 0");
  const any = metrics.map((metric) => ({ ...metric, event: null }));
  expect(canaryQuery({ ...EXAMPLE_QUERY, metrics: any }, DUCKDB, EXAMPLE_KINDS)).not.toContain("'feedback'");
});
