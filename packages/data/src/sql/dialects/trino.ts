import type { Dialect } from "./dialect.ts";
import { isoTime } from "./iso-time.ts";
import { quoted } from "./quoting.ts";

const EPOCH = "1970-01-01 00:00:00.000";

/** Of Presto too. The session's zone has to be UTC: Presto reads timestamps without one in it. */
export const TRINO: Dialect = {
  name: "Trino",
  hasBackslashes: false,
  keepsWhatBothRead: false,
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
    const epoch = kind === "zoned" ? `TIMESTAMP '${EPOCH} UTC'` : `TIMESTAMP '${EPOCH}'`;
    // Not cast to a timestamp of milliseconds before: that would round.
    return `date_diff('millisecond', ${epoch}, ${time})`;
  },
  moment(milliseconds, kind) {
    if (kind === "zoned") return `TIMESTAMP '${isoTime(milliseconds)} UTC'`;
    return kind === "timestamp" ? `TIMESTAMP '${isoTime(milliseconds)}'` : `${milliseconds}`;
  },
};
