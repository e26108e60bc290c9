import type { CategoryColumn, Column, Table } from "@airworthy/tables";

/** A table of the given columns, with ids "0", "1" …: for tests. */
export function exampleTable(
  columns: Readonly<Record<string, readonly (string | number)[]>>,
  name = "rows.csv",
): Table {
  const entries = Object.entries(columns);
  const rows = entries[0]?.[1].length ?? 0;
  const ids = Array.from({ length: rows }, (_, row) => new TextEncoder().encode(`${row}`));
  let end = 0;
  return {
    file: { name, sha256: "0".repeat(64) },
    rows,
    ids: {
      bytes: Uint8Array.from(ids.flatMap((id) => [...id])),
      ends: Uint32Array.from(ids, ({ length }) => {
        end += length;
        return end;
      }),
    },
    columns: new Map(entries.map(([column, values]) => [column, columnOf(values)])),
  };
}

function columnOf(values: readonly (string | number)[]): Column {
  const numbers = values.filter((value) => typeof value === "number");
  if (values.length > 0 && numbers.length === values.length)
    return { kind: "number", numbers: Float64Array.from(numbers) };
  return categoryOf(values.map(String));
}

function categoryOf(texts: readonly string[]): CategoryColumn {
  const values = [...new Set(texts)];
  const codes = new Map(values.map((value, code) => [value, code]));
  return { kind: "category", values, codes: Uint32Array.from(texts, (text) => codes.get(text) ?? 0) };
}
