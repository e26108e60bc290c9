import type { Column, Table } from "./table.ts";

/** A table with `rows[i]` of the given one as its row i; the ids are those of the table whose order it takes. */
export function reorder(table: Table, rows: Int32Array, like: Table): Table {
  const columns = [...table.columns].map(([name, column]): [string, Column] => [name, reorderColumn(column, rows)]);
  return { file: table.file, rows: rows.length, ids: like.ids, columns: new Map(columns) };
}

function reorderColumn(column: Column, rows: Int32Array): Column {
  if (column.kind === "number") {
    const numbers = new Float64Array(rows.length);
    for (let row = 0; row < rows.length; row++) numbers[row] = column.numbers[rows[row] ?? 0] ?? Number.NaN;
    return { kind: "number", numbers };
  }
  const isWide = column.codes instanceof Uint32Array;
  const codes = isWide ? new Uint32Array(rows.length) : new Uint16Array(rows.length);
  for (let row = 0; row < rows.length; row++) codes[row] = column.codes[rows[row] ?? 0] ?? 0;
  return { kind: "category", codes, values: column.values };
}
