import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { ColumnRequest, IdColumn, Table } from "@airworthy/tables";
import { readTable, type TableFile } from "../read-table.ts";

export type Content = string | Uint8Array;

export function category(column: string, allowed: readonly string[] = []): ColumnRequest {
  return { kind: "category", column, allowed, isSet: false };
}

export function set(column: string, allowed: readonly string[] = []): ColumnRequest {
  return { kind: "category", column, allowed, isSet: true };
}

export function number(column: string, least = Number.NEGATIVE_INFINITY): ColumnRequest {
  return { kind: "number", column, isOptional: false, least };
}

export const WEIGHT: ColumnRequest = { kind: "number", column: "weight", isOptional: true, least: 0 };
export const SCORES: ColumnRequest = { kind: "numbers", prefix: "scores" };

/** Reads a table of that content from a folder of its own. */
export async function read(
  name: string,
  content: Content,
  columns: readonly ColumnRequest[],
  options: Partial<TableFile> = {},
): Promise<Table> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-table-"));
  const path = join(folder.path, name);
  await writeFile(path, content);
  return await readTable({ path, name, columns, onBytes: () => {}, ...options });
}

/** Each column's values, the ids first. */
export async function columnsOf(
  name: string,
  content: Content,
  columns: readonly ColumnRequest[],
): Promise<Record<string, readonly unknown[]>> {
  const table = await read(name, content, columns);
  const values = [...table.columns].map(([column, data]) => [
    column,
    data.kind === "number" ? [...data.numbers] : Array.from(data.codes, (code) => data.values[code]),
  ]);
  return { id: idsOf(table.ids), ...Object.fromEntries(values) };
}

export function idsOf({ bytes, ends }: IdColumn): string[] {
  const text = Buffer.from(bytes);
  return Array.from(ends, (end, row) => text.toString("utf8", row === 0 ? 0 : ends[row - 1], end));
}

/** The message and remedy with which a table is refused. */
export async function problem(name: string, content: Content, columns: readonly ColumnRequest[]): Promise<string> {
  try {
    await read(name, content, columns);
  } catch (error) {
    if (error instanceof UserError) return [error.message, error.remedy].join(" ").trim();
    throw error;
  }
  return "accepted";
}
