import type { SignalQuery } from "@airworthy/signals";
import type { Dialect } from "../dialects/dialect.ts";
import { answerRows, cellQueries } from "./cells.ts";
import { exposureQueries } from "./exposures.ts";
import { outcomeQueries } from "./outcomes.ts";
import { partsOf, type TimeKinds } from "./parts.ts";
import { peopleQueries } from "./people.ts";

/**
 * The one query that answers a SignalQuery by its rules, whose tables are whole expressions already: see tableExpression. Its answer
 * has a row a cell, in the columns ANSWER_COLUMNS, however many events there are. Throws a UserError for names and texts that no
 * database can hold.
 */
export function canaryQuery(query: SignalQuery, dialect: Dialect, kinds: TimeKinds): string {
  const kept = keptTable(query, dialect);
  const parts = partsOf(kept === null ? query : withTable(query, KEPT), dialect, kinds);
  const queries = [...exposureQueries(parts), ...outcomeQueries(parts), ...peopleQueries(parts), ...cellQueries(parts)];
  const named = queries.map(({ name, sql }) => `${name} AS (\n${sql}\n)`);
  const first = kept === null ? [] : [`${KEPT} AS MATERIALIZED (\n  SELECT * FROM ${kept} AS r\n)`];
  return `WITH ${[...first, ...named].join(",\n")}\n${answerRows(parts)}`;
}

const KEPT = "kept";

/** What both kinds of events are read from, where the database is to read it once; null of a table's mere name. */
function keptTable({ exposures, outcomes }: SignalQuery, { keepsWhatBothRead }: Dialect): string | null {
  const { table } = exposures;
  return keepsWhatBothRead && table === outcomes.table && table?.includes("(") ? table : null;
}

function withTable(query: SignalQuery, table: string): SignalQuery {
  return { ...query, exposures: { ...query.exposures, table }, outcomes: { ...query.outcomes, table } };
}
