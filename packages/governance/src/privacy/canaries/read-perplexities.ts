import { UserError } from "@airworthy/evidence";
import type { NumberRequest, Table } from "@airworthy/tables";
import { numberColumn } from "../columns.ts";

/** What a reader of tables is asked for: how often a text was inserted, 0 of a reference, and the model's perplexity of it. */
export const PERPLEXITY_REQUESTS: readonly NumberRequest[] = [
  { kind: "number", column: "repetitions", isOptional: false, least: 0 },
  { kind: "number", column: "perplexity", isOptional: false, least: Number.NEGATIVE_INFINITY },
];

/** What a model has of one version's canaries. */
export interface Perplexities {
  readonly name: string;
  /** Rising. */
  readonly references: Float64Array;
  /** By rising number of insertions. */
  readonly canaries: ReadonlyMap<number, Float64Array>;
}

/** Throws a UserError for a column that is missing, a number of insertions that is no count, and where there is no canary or no reference. */
export function readPerplexities(table: Table): Perplexities {
  const repetitions = numberColumn(table, "repetitions").numbers;
  const perplexities = numberColumn(table, "perplexity").numbers;
  const groups = new Map<number, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const count = repetitions[row] ?? Number.NaN;
    const perplexity = perplexities[row] ?? Number.NaN;
    if (!Number.isSafeInteger(count) || count < 0 || Number.isNaN(perplexity)) {
      throw new UserError(`${table.file.name}, row ${row + 1}: ${count} insertions, perplexity ${perplexity}`, {
        remedy: "Give a whole number of insertions, 0 for a reference, and a number for the perplexity.",
      });
    }
    const group = groups.get(count);
    if (group === undefined) groups.set(count, [perplexity]);
    else group.push(perplexity);
  }
  const references = Float64Array.from(groups.get(0) ?? []).sort();
  groups.delete(0);
  if (references.length === 0) throw new UserError(`${table.file.name} has no reference: no row of 0 repetitions`);
  if (groups.size === 0) throw new UserError(`${table.file.name} has no canary: no row of 1 repetition or more`);
  const rising = [...groups].toSorted(([a], [b]) => a - b);
  return {
    name: table.file.name,
    references,
    canaries: new Map(rising.map(([count, group]) => [count, Float64Array.from(group)])),
  };
}
