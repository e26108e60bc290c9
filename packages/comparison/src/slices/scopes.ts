import { UserError } from "@airworthy/evidence";
import type { Side } from "../tables/side.ts";
import { categoriesOf } from "../tables/side.ts";
import { groupRows } from "./groups.ts";
import type { Slice, SliceRequest } from "./slice.ts";

/** Each group is a group of findings of its own; beyond this a reader sees nothing any more. */
const MAX_GROUPS = 200;

/** The rows that a finding is about: all, or those of a slice. What weighs nothing is no evidence of anything, and left out. */
export interface Scope {
  readonly slice: Slice | null;
  /** Row numbers, ascending. */
  readonly rows: Uint32Array;
}

/**
 * All rows first, then each slicing's groups in code-unit order of their values. Throws a UserError where a declared value has
 * no rows (a group that is missing would look as if it were fine), or where a slicing has more than 200 groups.
 */
export function scopesOf(side: Side, requests: readonly SliceRequest[]): readonly Scope[] {
  const all = weighedRows(side);
  return [{ slice: null, rows: all }, ...requests.flatMap((request) => scopesOfSlicing(side, all, request))];
}

function weighedRows({ rows, weights }: Side): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  return weights === null ? all : all.filter((row) => (weights[row] ?? 0) > 0);
}

function scopesOfSlicing(side: Side, all: Uint32Array, { columns, declared }: SliceRequest): Scope[] {
  checkDeclared(side, columns[0] ?? "", declared ?? []);
  const { codes, slices } = groupRows(side, columns);
  if (slices.length > MAX_GROUPS) {
    throw new UserError(
      `the slice ${JSON.stringify(columns.join(" & "))} has ${slices.length} values; ${MAX_GROUPS} are allowed`,
    );
  }
  return rowsByGroup(all, codes, slices.length).map((rows, group) => ({ slice: slices[group] ?? [], rows }));
}

function checkDeclared(side: Side, column: string, declared: readonly string[]): void {
  const { values } = categoriesOf(side, column);
  const missing = declared.filter((value) => !values.includes(value));
  if (missing.length > 0) {
    throw new UserError(
      `${side.name} has no rows whose ${JSON.stringify(column)} is ${missing
        .slice(0, 5)
        .map((value) => JSON.stringify(value))
        .join(", ")}, which is declared`,
      { remedy: "Evaluate these groups too, or declare only those that there are." },
    );
  }
  if (declared.length === 0) return;
  const stray = values.find((value) => !declared.includes(value));
  if (stray === undefined) return;
  throw new UserError(
    `${side.name} has rows whose ${JSON.stringify(column)} is ${JSON.stringify(stray)}, which is not among the declared values`,
    { remedy: "Declare every value, or none." },
  );
}

function rowsByGroup(rows: Uint32Array, codes: Uint32Array, count: number): Uint32Array[] {
  const sizes = new Uint32Array(count);
  for (const row of rows) {
    const code = codes[row] ?? 0;
    sizes[code] = (sizes[code] ?? 0) + 1;
  }
  const groups = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(count);
  for (const row of rows) {
    const code = codes[row] ?? 0;
    const at = filled[code] ?? 0;
    const group = groups[code];
    if (group !== undefined) group[at] = row;
    filled[code] = at + 1;
  }
  return groups;
}
