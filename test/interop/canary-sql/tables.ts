/** Columns of the world's exposures, in the order of its rows, with their types by the name of each database. */
const EXPOSURES = [
  "timestamp",
  "feature_flag.context.id",
  "feature_flag.key",
  "feature_flag.result.value",
  "feature_flag.version",
  "id",
  "received",
  "country",
  "plan's",
];
const OUTCOMES = ["at", "user", "id", "received", "event", "stars", "clicks", "views", "ms"];
const NUMBERS = ["stars", "clicks", "views", "ms"];
const TIMES = ["at", "received"];

/** Statements that make tables of the JSON Lines: times as timestamps with a zone, without one, and as whole and broken milliseconds. */
export function duckDbTables(folder: string): readonly string[] {
  const exposed = `SELECT * REPLACE (CAST("timestamp" AS TIMESTAMPTZ) AS "timestamp", CAST(received AS TIMESTAMP) AS received)`;
  const done = 'SELECT * REPLACE (CAST("at" AS BIGINT) AS "at", CAST(received + 0.25 AS DOUBLE) AS received)';
  return [
    "SET TimeZone = 'UTC'",
    `CREATE TABLE exposures AS ${exposed} FROM read_json('${folder}/exposures.jsonl')`,
    `CREATE TABLE outcomes AS ${done} FROM read_json('${folder}/outcomes.jsonl')`,
  ];
}

/** Statements that make tables of the CSV, which the server reads itself. Its session's zone is not UTC. */
export function postgresTables(folder: string): readonly string[] {
  const exposed = columnsOf(EXPOSURES, (name) => {
    if (name === "timestamp") return "timestamptz";
    return name === "received" ? "timestamp" : "text";
  });
  const done = columnsOf(OUTCOMES, (name) => {
    if (name === "received") return "numeric";
    if (TIMES.includes(name)) return "bigint";
    return NUMBERS.includes(name) ? "double precision" : "text";
  });
  return [
    "ALTER DATABASE postgres SET timezone = 'Asia/Tokyo'",
    "ALTER DATABASE postgres SET extra_float_digits = 0",
    `CREATE TABLE exposures (${exposed})`,
    `CREATE TABLE outcomes (${done})`,
    `COPY exposures FROM '${folder}/exposures.csv' CSV`,
    `COPY outcomes FROM '${folder}/outcomes.csv' CSV`,
    "CREATE SEQUENCE numbers",
    "ANALYZE",
  ];
}

/** Statements that make partitioned tables of the JSON Lines. */
export function clickHouseTables(folder: string): readonly string[] {
  const exposed = columnsOf(EXPOSURES, (name) => {
    if (name === "timestamp") return "DateTime64(6, 'Asia/Tokyo')";
    if (name === "received") return "Nullable(DateTime64(3))";
    return name === "country" ? "LowCardinality(Nullable(String))" : "Nullable(String)";
  });
  const done = columnsOf(OUTCOMES, (name) => {
    if (name === "at") return "Int64";
    if (name === "received") return "Nullable(UInt64)";
    return NUMBERS.includes(name) ? "Nullable(Float64)" : "Nullable(String)";
  });
  const settings = "SETTINGS date_time_input_format = 'best_effort'";
  const load = (table: string) =>
    `INSERT INTO ${table} SELECT * FROM file('${folder}/${table}.jsonl', 'JSONEachRow', '${(table === "exposures"
      ? exposed
      : done
    )
      .replaceAll("\\", "\\\\")
      .replaceAll("'", "\\'")}') ${settings}`;
  return [
    `CREATE TABLE exposures (${exposed}) ENGINE = MergeTree PARTITION BY toDate("timestamp") ORDER BY "timestamp"`,
    `CREATE TABLE outcomes (${done}) ENGINE = MergeTree ORDER BY at`,
    load("exposures"),
    load("outcomes"),
  ];
}

function columnsOf(names: readonly string[], typeOf: (name: string) => string): string {
  return names.map((name) => `"${name}" ${typeOf(name)}`).join(", ");
}
