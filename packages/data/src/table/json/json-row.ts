import { UserError } from "@airworthy/evidence";
import { jsonKeyPaths } from "../../json-keys.ts";
import { isObject, kindOf, parseObject } from "../../json-object.ts";
import { missingColumn } from "../../missing-column.ts";
import { shown } from "../../shown.ts";
import type { Layout } from "../layout.ts";

const EXAMPLE = '{"id": "1", "label": "a", "prediction": "b"}';

/** A row that was written as a JSON object. */
export interface JsonRow {
  /** In the order of the text and as often as they come. Behind a prefix are the members of its object, as `<prefix>.<member>`. */
  readonly columns: readonly string[];
  readonly values: ReadonlyMap<string, unknown>;
}

/** Parses a row. Throws a UserError without a place, for a prefix too that has something other than an object. */
export function parseJsonRow(line: string, prefixes: ReadonlySet<string>): JsonRow {
  const values = new Map<string, unknown>();
  for (const [column, value] of Object.entries(parseObject(line, EXAMPLE))) {
    values.set(column, value);
    if (prefixes.has(column)) for (const [name, inner] of members(column, value)) values.set(name, inner);
  }
  return { columns: jsonKeyPaths(line, prefixes), values };
}

/** Throws a UserError without a place where the row has not just the columns that the first row has. */
export function checkColumns({ columns }: JsonRow, layout: Layout, prefixes: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const column of columns) {
    const isRead = layout.slotOf(column) >= 0 || prefixes.has(column);
    if (isRead && seen.has(column)) throw new UserError(`${shown(column)} is there twice`);
    if (!isRead && layout.isRefused(column)) {
      throw new UserError(`${shown(column)} is there, but not in the first row`, {
        remedy: "Give every row the same columns.",
      });
    }
    seen.add(column);
  }
  const missing = layout.columns.find((column) => !seen.has(column));
  if (missing !== undefined) throw missingColumn(missing, columns);
}

/** The members of an object that stands for several columns, by the columns' names. */
export function members(prefix: string, value: unknown): [string, unknown][] {
  if (isObject(value)) return Object.entries(value).map(([name, inner]) => [`${prefix}.${name}`, inner]);
  throw new UserError(`${shown(prefix)} is ${kindOf(value)}; an object with a number a class is allowed`);
}
