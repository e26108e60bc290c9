import type { Series } from "../collected.ts";
import type { SeriesQuery } from "../source.ts";
import { RowSeries } from "./row-series.ts";

/**
 * A metric of rows that were added up beforehand, by windows, where requests are counted and no users: each version's is the
 * sum over `otherSum` of rows that have one, a ratio's, and over `units` of the others; of "exposures" it is the units themselves. What the query asks for each version is the
 * name of its variant, as rows have it. Rows of shorter windows are added up into those that are asked for; a window without
 * rows or units, or with values that are no numbers, is missing. Groups and rows without a window are left out.
 *
 * Throws a UserError that names `where` and the row's number for what is no row, for rows that are there twice and for sums
 * that no units can have.
 */
export async function windowsOf(
  rows: AsyncIterable<unknown> | Iterable<unknown>,
  query: SeriesQuery,
  where: string,
): Promise<Series> {
  const series = new RowSeries(query, where);
  let count = 0;
  for await (const row of rows) {
    count += 1;
    series.add(row, `${where}, row ${count}`);
  }
  return series.result();
}
