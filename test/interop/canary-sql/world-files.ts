import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EventRow } from "../../harness/canary/reference-events.ts";
import type { EventRows } from "../../harness/canary/reference-signals.ts";

/** Each table as JSON Lines, such as exposures.jsonl. */
export async function writeJsonLines(folder: string, rows: EventRows): Promise<void> {
  for (const [name, table] of Object.entries(rows)) {
    await writeFile(join(folder, `${name}.jsonl`), table.map((row: EventRow) => `${JSON.stringify(row)}\n`).join(""));
  }
}

/** Each table as CSV without a header, such as exposures.csv; null is nothing, without quotes. */
export async function writeCsv(folder: string, rows: EventRows): Promise<void> {
  for (const [name, table] of Object.entries(rows)) {
    const lines = table.map((row: EventRow) => Object.values(row).map(csvField).join(","));
    await writeFile(join(folder, `${name}.csv`), `${lines.join("\n")}\n`);
  }
}

function csvField(value: unknown): string {
  return value === null ? "" : `"${String(value).replaceAll('"', '""')}"`;
}
