import type { Dialect } from "./dialect.ts";
import { isoTime } from "./iso-time.ts";
import { quoted, quotedWithBackslashes } from "./quoting.ts";

export const POSTGRESQL: Dialect = {
  name: "PostgreSQL",
  hasBackslashes: false,
  keepsWhatBothRead: false,
  identifier: (name) => quoted(name, '"'),
  // A server may be set to read backslashes in plain texts as it once did: with an E it is told.
  literal: (text) => (text.includes("\\") ? ` E${quotedWithBackslashes(text, "'")}` : quoted(text, "'")),
  asText: (value) => `CAST(${value} AS text)`,
  inOrder: (text) => `${text} COLLATE "C"`,
  asDouble: (value) => `CAST(${value} AS double precision)`,
  asWhole: (value) => `CAST(${value} AS bigint)`,
  typeOf: (value) => `CAST(pg_typeof(${value}) AS text)`,
  milliseconds(time, kind) {
    if (kind === "whole") return `CAST(${time} AS bigint)`;
    if (kind === "broken") return `CAST(FLOOR(${time}) AS bigint)`;
    return `CAST(FLOOR(EXTRACT(EPOCH FROM ${time}) * 1000) AS bigint)`;
  },
  moment(milliseconds, kind) {
    if (kind === "zoned") return `TIMESTAMPTZ '${isoTime(milliseconds)}+00'`;
    return kind === "timestamp" ? `TIMESTAMP '${isoTime(milliseconds)}'` : `${milliseconds}`;
  },
};
