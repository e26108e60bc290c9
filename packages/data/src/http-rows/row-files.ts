import { UserError } from "@airworthy/evidence";
import { type EventSource, RowCollection, RowSeries, type SeriesSource } from "@airworthy/signals";
import { readRows } from "../rows/read-rows.ts";
import { fieldsOf } from "./fields-of.ts";

/** A file, and how the user named it. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/**
 * Files of rows that were added up beforehand: JSON Lines, CSV or Parquet, each row as `aggregateRowSchema` has it. They are not
 * asked for a flag: all of their rows are this rollout's, and windows tell those of a step. Throws a UserError that names the file
 * and line for what cannot be read, and for a query of some units only, whom such rows do not tell.
 */
export function rowFiles(files: readonly NamedFile[], source: string): EventSource & SeriesSource {
  return {
    async collect(query) {
      if (query.segment !== null || query.excluded.length > 0) {
        throw new UserError(
          `${source}: files of rows that were added up cannot tell some of the units from the others`,
          {
            remedy: "Give the events themselves, or an endpoint that is told the segment.",
          },
        );
      }
      const collection = new RowCollection(query, source);
      await feed(files, collection);
      return collection.result(source);
    },
    async series(query) {
      const series = new RowSeries(query, source);
      await feed(files, series);
      return series.result();
    },
  };
}

/** Line by line, so that of a long file little is held at a time. */
async function feed(files: readonly NamedFile[], to: { add(row: unknown, where: string): void }): Promise<void> {
  for (const { path, name } of files) {
    for await (const rows of readRows(path, { name })) {
      for (const row of rows) to.add(fieldsOf(row.values), `${name}, line ${row.line}`);
    }
  }
}
