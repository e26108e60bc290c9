import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { eventFiles } from "@airworthy/data";
import { UserError } from "@airworthy/evidence";
import type { Collected, SignalQuery } from "@airworthy/signals";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { EventRow } from "./reference-events.ts";

/** The files' contents by their names. */
export type Contents = Readonly<Record<string, string | Uint8Array>>;

/** Answers the query from files in a folder of their own; those whose name holds `exposures` or `outcomes` are of these alone. */
export async function collect(
  contents: Contents,
  query: SignalQuery,
  threading?: Parameters<typeof eventFiles>[2],
): Promise<Collected> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-events-"));
  const files = [];
  for (const [name, content] of Object.entries(contents)) {
    const path = join(folder.path, name);
    await writeFile(path, content);
    files.push({ path, name });
  }
  const exposures = files.filter(({ name }) => !name.includes("outcomes"));
  const outcomes = files.filter(({ name }) => !name.includes("exposures"));
  return await eventFiles({ exposures, outcomes }, () => {}, threading).collect(query);
}

/** The message with which files are refused. */
export async function problem(contents: Contents, query: SignalQuery): Promise<string> {
  try {
    await collect(contents, query);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "accepted";
}

/** Rows without their nulls. */
export function jsonLines(rows: readonly EventRow[]): string {
  const lines = rows.map((row) => JSON.stringify(row, (_, value: unknown) => (value === null ? undefined : value)));
  return lines.map((line) => `${line}\n`).join("");
}

export function csv(rows: readonly EventRow[], columns: readonly string[]): string {
  const cell = (value: unknown) => (value === null ? "" : `"${String(value).replaceAll('"', '""')}"`);
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? null)).join(","));
  return [columns.map(cell).join(","), ...lines].join("\n");
}

/** Columns of texts, and of numbers where a text is NaN. */
export function parquet(rows: readonly EventRow[], texts: readonly string[], numbers: readonly string[]): Uint8Array {
  const column = (name: string) => rows.map((row) => row[name] ?? null);
  const double = (value: unknown) => (typeof value === "string" ? Number.NaN : value);
  const columnData = [
    ...texts.map((name) => ({ name, data: column(name), type: "STRING" as const, nullable: true })),
    ...numbers.map((name) => ({ name, data: column(name).map(double), type: "DOUBLE" as const, nullable: true })),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

export function gzip(text: string): Uint8Array {
  return gzipSync(text);
}
