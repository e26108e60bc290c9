import type { Column, Table } from "@airworthy/tables";
import { parseAttributes } from "./attribute.ts";
import type { BiasSettings } from "./settings.ts";

/** A table for tests, from lists of texts or numbers by column. */
export function exampleTable(columns: Readonly<Record<string, readonly string[] | readonly number[]>>): Table {
  const rows = Math.max(...Object.values(columns).map((values) => values.length));
  const bytes = new TextEncoder().encode(
    Array.from({ length: rows }, (_, row) => String(row).padStart(8, "0")).join(""),
  );
  return {
    file: { name: "table.csv", sha256: "0".repeat(64) },
    rows,
    ids: { bytes, ends: Uint32Array.from({ length: rows }, (_, row) => 8 * (row + 1)) },
    columns: new Map(Object.entries(columns).map(([name, values]) => [name, columnOf(values)])),
  };
}

export function exampleSettings(attributes: readonly string[], changes: Partial<BiasSettings> = {}): BiasSettings {
  return {
    attributes: parseAttributes(attributes),
    gates: [],
    task: "classification",
    positive: "1",
    minimum: 1,
    suppressBelow: 1,
    level: 0.95,
    resamples: 200,
    seed: 1,
    references: new Map(),
    cluster: null,
    top: 10,
    ...changes,
  };
}

function columnOf(values: readonly string[] | readonly number[]): Column {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === values.length) return { kind: "number", numbers: Float64Array.from(numbers) };
  const texts = values.map(String);
  const different = [...new Set(texts)];
  const codes = new Map(different.map((value, code) => [value, code]));
  return { kind: "category", codes: Uint32Array.from(texts, (value) => codes.get(value) ?? 0), values: different };
}
