import type { Collected } from "../collected.ts";
import type { SignalQuery } from "../query.ts";
import { RowCollection } from "./row-collection.ts";

/**
 * What rows that were added up beforehand answer to a query; `aggregateRowSchema` tells what a row is. Rows of several windows
 * are added up, so that each unit must be in one window alone: that of its first exposure. Windows that start before `from` or
 * from `until` on, and metrics and groups that are not asked for, are left out. Which of a row's units are a crossover's, what was
 * late and how long after its exposure an outcome counts is for whoever adds up to settle, by the rules of `SignalQuery`.
 *
 * When the newest exposure and the newest outcome were is the latest that any row tells, and null where none does.
 *
 * A variant that is neither version's counts by its units among the unknown variants. Without rows of quality nothing is known to
 * be wrong with the events, and they are as many as units and outcomes.
 *
 * Throws a UserError that names `where` and the row's number for what is no row, for rows that are there twice and for sums that
 * no units can have.
 */
export async function collectRows(
  rows: AsyncIterable<unknown> | Iterable<unknown>,
  query: SignalQuery,
  where: string,
): Promise<Collected> {
  const collection = new RowCollection(query, where);
  let count = 0;
  for await (const row of rows) {
    count += 1;
    collection.add(row, `${where}, row ${count}`);
  }
  return collection.result(where);
}
