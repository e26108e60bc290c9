import { expect, test } from "vitest";
import { timeKindOf } from "./time-kind.ts";

test.each([
  ["DuckDB", { BIGINT: "whole", HUGEINT: "whole", "DECIMAL(18,3)": "broken", DOUBLE: "broken" }],
  [
    "DuckDB",
    { TIMESTAMP: "timestamp", TIMESTAMP_NS: "timestamp", DATE: "timestamp", "TIMESTAMP WITH TIME ZONE": "zoned" },
  ],
  [
    "PostgreSQL",
    { bigint: "whole", integer: "whole", numeric: "broken", "double precision": "broken", date: "timestamp" },
  ],
  ["PostgreSQL", { "timestamp without time zone": "timestamp", "timestamp with time zone": "zoned" }],
  ["ClickHouse", { UInt64: "whole", "Nullable(Int64)": "whole", Float64: "broken", Date32: "timestamp" }],
  ["ClickHouse", { "DateTime64(3, 'UTC')": "timestamp", "LowCardinality(Nullable(DateTime))": "timestamp" }],
  ["Trino", { bigint: "whole", "decimal(38,0)": "broken", real: "broken", "timestamp(3)": "timestamp" }],
  ["Trino", { "timestamp(6) with time zone": "zoned", "timestamp with time zone": "zoned" }],
])("types of %s: %j", (_, types) => {
  expect(Object.fromEntries(Object.keys(types).map((type) => [type, timeKindOf(type)]))).toEqual(types);
});

test.each([
  "VARCHAR",
  "text",
  "interval",
  "INTERVAL",
  "point",
  "json",
  "boolean",
  "time",
  "Array(DateTime)",
  "integer[]",
  "",
])("%j holds no times", (type) => {
  expect(timeKindOf(type)).toBeNull();
});
