import { UserError } from "@airworthy/evidence";
import { idText, type Table } from "@airworthy/tables";
import { categoryColumn, numberColumn, truthColumn } from "../columns.ts";

export interface ShadowScores {
  readonly name: string;
  /** Of each shadow score: the row of the target's table. */
  readonly rows: Uint32Array;
  /** 1 where the shadow model was trained on the row. */
  readonly isIn: Uint8Array;
  readonly scores: Float64Array;
  readonly idOf: (row: number) => string;
}

/**
 * Shadow models' scores in long format: category columns `row` (an id of the target's table), `shadow` and `member_in_shadow`, and the
 * number column `score`, which is higher for a better fit, as the target's is. Throws a UserError that names a row that the
 * target does not have, or that a shadow model scores twice.
 */
export function readShadows(table: Table, target: Table): ShadowScores {
  const { numbers } = numberColumn(table, "score");
  const isIn = truthColumn(table, "member_in_shadow");
  const named = categoryColumn(table, "row");
  const places = new Map<string, number>();
  for (let row = 0; row < target.rows; row++) places.set(idText(target.ids, row), row);
  const rowOf = Uint32Array.from(named.values, (id) => {
    const row = places.get(id);
    if (row !== undefined) return row;
    throw new UserError(`${table.file.name} has scores of ${shown(id)}, which ${target.file.name} has not`);
  });
  const rows = Uint32Array.from(named.codes, (code) => rowOf[code] ?? 0);
  const idOf = (row: number) => idText(target.ids, row);
  checkOnce(table, rows, idOf);
  return { name: table.file.name, rows, isIn, scores: numbers, idOf };
}

/** Pairs of a row and a shadow model are sorted as numbers: a set of so many would be too large. */
function checkOnce(table: Table, rows: Uint32Array, idOf: (row: number) => string): void {
  const { codes, values } = categoryColumn(table, "shadow");
  const pairs = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    pairs[index] = (rows[index] ?? 0) * values.length + (codes[index] ?? 0);
  }
  pairs.sort();
  const twice = pairs.find((pair, index) => pair === pairs[index + 1]);
  if (twice === undefined) return;
  const model = shown(values[twice % values.length] ?? "");
  const row = shown(idOf(Math.floor(twice / values.length)));
  throw new UserError(`${table.file.name}: the shadow model ${model} scores ${row} twice`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
