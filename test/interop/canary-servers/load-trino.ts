import type { EventRow } from "../../harness/canary/reference-events.ts";
import type { EventRows } from "../../harness/canary/reference-signals.ts";
import type { Trino } from "./start-trino.ts";

/** Columns as JSON has them, and as the table does where that is something else: the type and what makes it of the text. */
interface Column {
  readonly name: string;
  readonly json: "VARCHAR" | "BIGINT" | "DOUBLE";
  readonly type?: string;
}

/** With a zone and without one, which is UTC. */
const EXPOSURES: readonly Column[] = [
  { name: "timestamp", json: "VARCHAR", type: "TIMESTAMP(3) WITH TIME ZONE" },
  { name: "feature_flag.context.id", json: "VARCHAR" },
  { name: "feature_flag.key", json: "VARCHAR" },
  { name: "feature_flag.result.value", json: "VARCHAR" },
  { name: "feature_flag.version", json: "VARCHAR" },
  { name: "id", json: "VARCHAR" },
  { name: "received", json: "VARCHAR", type: "TIMESTAMP(3)" },
  { name: "country", json: "VARCHAR" },
  { name: "plan's", json: "VARCHAR" },
];

const OUTCOMES: readonly Column[] = [
  { name: "at", json: "BIGINT" },
  { name: "user", json: "VARCHAR" },
  { name: "event", json: "VARCHAR" },
  { name: "id", json: "VARCHAR" },
  { name: "received", json: "BIGINT" },
  { name: "stars", json: "DOUBLE" },
  { name: "clicks", json: "BIGINT" },
  { name: "views", json: "BIGINT" },
  { name: "ms", json: "BIGINT" },
];

/** Below what a statement may have, a million characters. */
const ROWS_IN_STATEMENT = 2_000;

/** Makes the tables `exposures` and `outcomes` of the rows. */
export async function loadTrino(trino: Trino, rows: EventRows): Promise<void> {
  await load(trino, "exposures", EXPOSURES, rows.exposures);
  await load(trino, "outcomes", OUTCOMES, rows.outcomes);
}

async function load({ engine }: Trino, table: string, columns: readonly Column[], rows: readonly EventRow[]) {
  const listed = columns.map(({ name, json, type = json }) => `"${name}" ${type}`).join(", ");
  await engine.run(`CREATE TABLE ${table} (${listed})`);
  const read = columns.map(({ json }, index) => `c${index} ${json}`).join(", ");
  const names = columns.map((_, index) => `c${index}`).join(", ");
  const made = columns.map(({ type }, index) => {
    return type === undefined ? `c${index}` : `CAST(from_iso8601_timestamp(c${index}) AS ${type})`;
  });
  for (let at = 0; at < rows.length; at += ROWS_IN_STATEMENT) {
    const lists = rows.slice(at, at + ROWS_IN_STATEMENT).map((row) => columns.map(({ name }) => row[name] ?? null));
    const text = JSON.stringify(lists).replaceAll("'", "''");
    await engine.run(
      `INSERT INTO ${table} SELECT ${made.join(", ")}
       FROM UNNEST(CAST(json_parse('${text}') AS ARRAY(ROW(${read})))) AS t(${names})`,
    );
  }
}
