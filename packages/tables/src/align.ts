import { checkAgreement, checkIds, pairRows } from "./pair-rows.ts";
import { reorder } from "./reorder.ts";
import type { Table } from "./table.ts";

/**
 * Both tables with their rows in the candidate's order. `shared` are the columns that say what a row is (its label, weight,
 * slices, cluster): both tables must agree on them. Throws a UserError where rows do not pair one to one by id, or disagree.
 */
export function align(
  candidate: Table,
  baseline: Table | null,
  shared: readonly string[],
): { candidate: Table; baseline: Table | null } {
  if (baseline === null) {
    checkIds(candidate);
    return { candidate, baseline };
  }
  const pairs = pairRows(candidate, baseline);
  const aligned = pairs === null ? baseline : reorder(baseline, pairs, candidate);
  checkAgreement(candidate, aligned, shared);
  return { candidate, baseline: { ...aligned, columns: withShared(aligned, candidate, shared) } };
}

/** What both tables agree on is kept once. */
function withShared({ columns }: Table, like: Table, shared: readonly string[]): Table["columns"] {
  const joined = new Map(columns);
  for (const name of shared) {
    const column = like.columns.get(name);
    if (column !== undefined) joined.set(name, column);
  }
  return joined;
}
