import * as v from "valibot";

const MOST_CHARACTERS = 2_000;
const MOST_PATHS = 1_000;
const text = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_CHARACTERS));
/** A variable of the environment: what it holds is a secret, and is never written down. */
const variable = v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, "must be a variable's name"));
const url = v.pipe(text, v.url("must be a URL"), v.regex(/^https?:\/\//, "must be a URL of http or https"));

/** Where events or what was counted of them is read, by the field `kind`. */
export const sourceSchema = v.variant("kind", [
  /** JSON Lines, CSV or Parquet; `*` in a file's name stands for any characters. */
  v.strictObject({ kind: v.literal("files"), paths: v.pipe(v.array(text), v.minLength(1), v.maxLength(MOST_PATHS)) }),
  v.strictObject({ kind: v.literal("duckdb"), path: v.exactOptional(text) }),
  v.strictObject({ kind: v.literal("postgresql"), urlVariable: variable }),
  v.strictObject({
    kind: v.literal("clickhouse"),
    url,
    database: v.exactOptional(text),
    userVariable: v.exactOptional(variable),
    passwordVariable: v.exactOptional(variable),
  }),
  v.strictObject({
    kind: v.picklist(["trino", "presto"]),
    url,
    user: v.exactOptional(text),
    catalog: v.exactOptional(text),
    schema: v.exactOptional(text),
    passwordVariable: v.exactOptional(variable),
  }),
  v.strictObject({ kind: v.literal("prometheus"), url, tokenVariable: v.exactOptional(variable) }),
  /** An endpoint that takes the query as JSON and answers rows that were added up. */
  v.strictObject({ kind: v.literal("http"), url, tokenVariable: v.exactOptional(variable) }),
]);

export type SourceConfig = v.InferOutput<typeof sourceSchema>;
