import { UserError } from "@airworthy/evidence";
import type { CategoryColumn, NumberColumn, Table } from "@airworthy/tables";

const MEANINGS: ReadonlyMap<string, number> = new Map([
  ["true", 1],
  ["1", 1],
  ["false", 0],
  ["0", 0],
]);

/** The column of that name. Throws a UserError where there is none, or it has texts. */
export function numberColumn(table: Table, name: string): NumberColumn {
  const column = table.columns.get(name);
  if (column?.kind === "number") return column;
  throw missing(table, name, "a number");
}

/** Likewise, where it has numbers. */
export function categoryColumn(table: Table, name: string): CategoryColumn {
  const column = table.columns.get(name);
  if (column?.kind === "category") return column;
  throw missing(table, name, "a text");
}

/** 1 a row where a category column says true or 1, 0 where it says false or 0. Throws a UserError where it says something else. */
export function truthColumn(table: Table, name: string): Uint8Array {
  const { codes, values } = categoryColumn(table, name);
  const meanings = values.map((value) => {
    const meaning = MEANINGS.get(value);
    if (meaning !== undefined) return meaning;
    const given = JSON.stringify(value.slice(0, 80));
    throw new UserError(
      `${table.file.name}, ${JSON.stringify(name)}: ${given} was given; true, false, 1 or 0 is allowed`,
    );
  });
  return Uint8Array.from(codes, (code) => meanings[code] ?? 0);
}

function missing({ file }: Table, name: string, allowed: string): UserError {
  return new UserError(`${file.name} has no column ${JSON.stringify(name)} with ${allowed} in each row`);
}
