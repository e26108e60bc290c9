import { createRandom, seedFrom } from "@airworthy/stats";
import type { Table } from "@airworthy/tables";
import { categoriesOf, optionalNumbers } from "../columns.ts";
import type { BiasSettings } from "../settings.ts";

/** What is drawn as a whole when rows are resampled. */
export interface Units {
  /** Each row's unit, under `count`. */
  readonly ofRow: Uint32Array;
  readonly count: number;
}

/**
 * With more units than this, random blocks of them are drawn: the bootstrap's standard error is then itself off by about
 * 1 / sqrt(2 * 1024), two percent, whatever the number of rows.
 */
const MOST_UNITS = 1_024;

/** Each row by itself, or all rows of a cluster together; of many, random blocks of these. */
export function unitsOf(table: Table, column: string | null, seed: number): Units {
  if (column === null)
    return inBlocks({ ofRow: Uint32Array.from({ length: table.rows }, (_, row) => row), count: table.rows }, seed);
  const { codes, values } = categoriesOf(table, column);
  return inBlocks({ ofRow: Uint32Array.from(codes), count: values.length }, seed);
}

function inBlocks({ ofRow, count }: Units, seed: number): Units {
  if (count <= MOST_UNITS) return { ofRow, count };
  const random = createRandom(seedFrom(seed, "bias", "blocks"));
  const blocks = Uint32Array.from({ length: count }, () => random.integer(MOST_UNITS));
  return { ofRow: ofRow.map((unit) => blocks[unit] ?? 0), count: MOST_UNITS };
}

/** Null where every row weighs 1. */
export function weightsOf(table: Table): Float64Array | null {
  const weights = optionalNumbers(table, "weight");
  return weights === null || weights.every((weight) => weight === 1) ? null : weights;
}

/** Whether rows may be counted: none weighs more than another, and none belongs with another. */
export function areCountable(table: Table, { cluster }: BiasSettings): boolean {
  return cluster === null && weightsOf(table) === null;
}
