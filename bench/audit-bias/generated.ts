import { parseAttributes, withPairs } from "../../packages/governance/src/bias/attribute.ts";
import { exampleSettings } from "../../packages/governance/src/bias/example-table.ts";
import type { BiasRequest } from "../../packages/governance/src/bias/settings.ts";
import { createRandom, seedFrom } from "../../packages/stats/src/index.ts";
import type { Column, Table } from "../../packages/tables/src/index.ts";

/** Four attributes, and how many groups each has. */
export const ATTRIBUTES = { sex: 2, age: 5, origin: 6, region: 4 } as const;

export const RESAMPLES = 1_000;

/** A seeded candidate and baseline of the same rows, with all pairs of the attributes. */
export function generatedRequest(rows: number): BiasRequest {
  const shared = new Map<string, Column>([
    ["label", category(rows, 2, "label")],
    ...Object.entries(ATTRIBUTES).map(([name, groups]) => [name, category(rows, groups, name)] as const),
  ]);
  const table = (name: string): Table => ({
    file: { name, sha256: "0".repeat(64) },
    rows,
    ids: { bytes: new Uint8Array(), ends: new Uint32Array(rows) },
    columns: new Map([...shared, ["prediction", category(rows, 2, name)]]),
  });
  const attributes = withPairs(parseAttributes(Object.keys(ATTRIBUTES)));
  return {
    tables: { candidate: table("candidate"), baseline: table("baseline") },
    settings: exampleSettings([], { attributes, resamples: RESAMPLES, minimum: 30 }),
  };
}

function category(rows: number, values: number, name: string): Column {
  const random = createRandom(seedFrom(1, name));
  const codes = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) codes[row] = random.integer(values);
  return { kind: "category", codes, values: Array.from({ length: values }, (_, value) => String(value)) };
}
