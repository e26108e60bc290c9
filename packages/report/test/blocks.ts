import fc from "fast-check";
import type { Block, Table, Text } from "../src/block.ts";
import { anyChart } from "./charts.ts";

/** A table of `count` rows whose cells say where they are, with `filler` to make them large. */
export function bigTable(count: number, filler = "accuracy"): Table {
  return {
    kind: "table",
    columns: [
      { title: "what", align: "left" },
      { title: "now", align: "right" },
    ],
    rows: Array.from({ length: count }, (_, row) => [`row-${row} ${filler}`, "71.9 %"]),
  };
}

export function paragraph(text: Text): Block {
  return { kind: "paragraph", text };
}

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("數據".repeat(20), "😀".repeat(30), "a|b", "```", "</details>", "<!-- x -->", "@team"),
);
const table: fc.Arbitrary<Block> = fc.record({
  kind: fc.constant("table" as const),
  columns: fc.constant([
    { title: "a", align: "left" as const },
    { title: "b", align: "right" as const },
  ]),
  rows: fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 8 }),
});
const simple: fc.Arbitrary<Block> = fc.oneof(
  table,
  fc.record({ kind: fc.constant("paragraph" as const), text: cell }),
  fc.record({ kind: fc.constant("heading" as const), level: fc.constantFrom(2 as const, 3 as const), text: cell }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(cell, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant("code" as const), text: cell, language: fc.constantFrom("json", "", "mermaid") }),
  fc.record({
    kind: fc.constant("alert" as const),
    tone: fc.constantFrom("caution" as const, "tip" as const),
    lines: fc.array(cell, { minLength: 1, maxLength: 3 }),
  }),
  anyChart(cell),
);

/** Blocks of every kind, folds among them, with ASCII, CJK and emoji text. */
export const anyBlocks: fc.Arbitrary<readonly Block[]> = fc.array(
  fc.oneof(
    simple,
    fc.record({ kind: fc.constant("fold" as const), summary: cell, blocks: fc.array(simple, { maxLength: 3 }) }),
  ),
  { maxLength: 8 },
);
