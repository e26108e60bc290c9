import type { Dialect } from "./dialect.ts";
import { isoTime } from "./iso-time.ts";
import { quoted } from "./quoting.ts";

export const DUCKDB: Dialect = {
  name: "DuckDB",
  hasBackslashes: false,
  keepsWhatBothRead: true,
  identifier: (name) => quoted(name, '"'),
  literal: (text) => quoted(text, "'"),
  asText: (value) => `CAST(${value} AS VARCHAR)`,
  inOrder: (text) => text,
  asDouble: (value) => `TRY_CAST(${value} AS DOUBLE)`,
  asWhole: (value) => `CAST(${value} AS BIGINT)`,
  typeOf: (value) => `typeof(${value})`,
  milliseconds(time, kind) {
    if (kind === "whole") return `CAST(${time} AS BIGINT)`;
    if (kind === "broken") return `CAST(FLOOR(${time}) AS BIGINT)`;
    return kind === "zoned" ? `epoch_ms(${time})` : `epoch_ms(CAST(${time} AS TIMESTAMP))`;
  },
  moment(milliseconds, kind) {
    if (kind === "zoned") return `TIMESTAMPTZ '${isoTime(milliseconds)}+00'`;
    return kind === "timestamp" ? `TIMESTAMP '${isoTime(milliseconds)}'` : `${milliseconds}`;
  },
};
