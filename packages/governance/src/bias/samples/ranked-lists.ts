import { UserError } from "@airworthy/evidence";
import type { Table } from "@airworthy/tables";
import { add } from "../add.ts";
import { categoriesOf, optionalNumbers } from "../columns.ts";

/** The rows of each query, best first. */
export interface RankedLists {
  readonly rows: Uint32Array;
  /** Query q's are rows[starts[q]..starts[q + 1]). */
  readonly starts: Uint32Array;
}

/**
 * Orders each query's items by `rank` from 1 on, else by `score`, highest first; what ties stays in the rows' order. Throws a
 * UserError where the table has neither.
 */
export function rankedLists(table: Table): RankedLists {
  const { codes, values } = categoriesOf(table, "query");
  const keys = sortKeys(table);
  const starts = new Uint32Array(values.length + 1);
  for (let row = 0; row < codes.length; row++) add(starts, (codes[row] ?? 0) + 1, 1);
  for (let query = 0; query < values.length; query++) add(starts, query + 1, starts[query] ?? 0);
  const next = starts.slice();
  const rows = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const query = codes[row] ?? 0;
    const place = next[query] ?? 0;
    rows[place] = row;
    next[query] = place + 1;
  }
  for (let query = 0; query < values.length; query++) {
    rows.subarray(starts[query], starts[query + 1]).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  }
  return { rows, starts };
}

function sortKeys(table: Table): Float64Array {
  const ranks = optionalNumbers(table, "rank");
  if (ranks !== null) return ranks;
  const scores = optionalNumbers(table, "score");
  if (scores !== null) return scores.map((score) => -score);
  throw new UserError(`${table.file.name} has neither rank nor score, by which the items of a query are ordered`);
}
