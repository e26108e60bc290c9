import type { Dialect } from "./dialect.ts";
import { quotedWithBackslashes } from "./quoting.ts";

/** All types are nullable, as elsewhere: only so an outer join finds nothing where there is nothing, and not a 0. */
export const CLICKHOUSE: Dialect = {
  name: "ClickHouse",
  hasBackslashes: true,
  keepsWhatBothRead: false,
  identifier: (name) => quotedWithBackslashes(name, '"'),
  literal: (text) => quotedWithBackslashes(text, "'"),
  asText: (value) => `CAST(${value} AS Nullable(String))`,
  inOrder: (text) => text,
  asDouble: (value) => `CAST(${value} AS Nullable(Float64))`,
  asWhole: (value) => `CAST(${value} AS Nullable(Int64))`,
  typeOf: (value) => `toTypeName(${value})`,
  milliseconds(time, kind) {
    if (kind === "whole") return `CAST(${time} AS Nullable(Int64))`;
    if (kind === "broken") return `CAST(floor(${time}) AS Nullable(Int64))`;
    return `CAST(toUnixTimestamp64Milli(toDateTime64(${time}, 3, 'UTC')) AS Nullable(Int64))`;
  },
  moment: (milliseconds, kind) =>
    kind === "whole" || kind === "broken"
      ? `${milliseconds}`
      : `fromUnixTimestamp64Milli(toInt64(${milliseconds}), 'UTC')`,
};
