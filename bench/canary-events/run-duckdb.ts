// Run as a process of its own: answers the benchmark's query from the file given with DuckDB, and says how long that took.
import { DuckDBInstance } from "@duckdb/node-api";
import { columnsOf, LIMITS } from "./query.ts";

const [path = "", id = ""] = process.argv.slice(2);
const started = performance.now();
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
const buckets = [...LIMITS, "inf"].map((limit, index) => {
  const above = index === 0 ? "" : `latency > ${LIMITS[index - 1]} AND `;
  return `count(*) FILTER (WHERE ${above}latency <= '${limit}'::DOUBLE)`;
});
const sums = (name: string) => `count(${name}), sum(${name})::DOUBLE, sum(${name} * ${name})::DOUBLE`;
const SQL = `
WITH rows AS MATERIALIZED (
  SELECT * FROM read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited', columns = ${columnsOf(id)})
),
units AS (
  SELECT "feature_flag.context.id" AS unit, min(timestamp) AS first, arg_min(country, timestamp) AS country,
    min("feature_flag.result.value") AS variant, max("feature_flag.result.value") AS other
  FROM rows WHERE "feature_flag.key" = 'ranker' AND "feature_flag.version" = 'ranker-2/3' GROUP BY 1
),
outcomes AS (
  SELECT ${id === "" ? "" : `DISTINCT ${id},`} timestamp, "user" AS unit, event, value
  FROM rows WHERE event IN ('rating', 'latency', 'complaint')
),
per_unit AS (
  SELECT any_value(variant) AS variant, any_value(country) AS country,
    coalesce(sum(value) FILTER (WHERE event = 'rating'), 0) AS rating,
    coalesce(max(1) FILTER (WHERE event = 'complaint'), 0) AS complaint,
    avg(value) FILTER (WHERE event = 'latency') AS latency
  FROM units LEFT JOIN outcomes ON outcomes.unit = units.unit AND timestamp >= first - INTERVAL 1 MINUTE
  WHERE variant = other GROUP BY units.unit
)
SELECT if(variant = 'new', 'candidate', 'baseline') || ' ' || coalesce(country, 'all'),
  ${sums("rating")}, ${sums("complaint")}, ${sums("latency")}, ${buckets.join(", ")}
FROM per_unit GROUP BY GROUPING SETS ((variant), (variant, country))`;
const reader = await connection.runAndReadAll(SQL);
const rows = reader.getRows().flatMap(([of, ...values]) => {
  const numbers = values.map(Number);
  return ["rating", "complaint", "latency"].map((metric, index) => ({
    of: `${metric} ${String(of)}`,
    numbers: numbers.slice(3 * index, index === 2 ? undefined : 3 * index + 3),
  }));
});
const seconds = (performance.now() - started) / 1000;
const bytes = 1024 * process.resourceUsage().maxRSS;
console.log(JSON.stringify({ seconds, megabytes: bytes / 1e6, rows }));
