import {
  type Block,
  type Budget,
  CHECK_BUDGET,
  COMMENT_BUDGET,
  composeReport,
  renderMarkdown,
  SUMMARY_BUDGET,
} from "@airworthy/report";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { anyChart } from "../../packages/report/test/charts.ts";
import { hostileText } from "../../packages/report/test/hostile.ts";
import { CONTEXT, row, section } from "../../packages/report/test/sections.ts";
import { conforms, createTally } from "../harness/conforms.ts";
import { programVersion } from "../harness/peer-versions.ts";
import { cmarkHtml, needCmark } from "./reports/cmark.ts";
import { htmlTokens } from "./reports/html-tokens.ts";
import { unclosed } from "./reports/unclosed.ts";

const REPORTS = 60;
const SEED = 6_022;
const BUDGETS: readonly Budget[] = [COMMENT_BUDGET, CHECK_BUDGET, SUMMARY_BUDGET];

beforeAll(needCmark);

const FILLERS = ["accuracy", "精度數據", "😀👩‍🔬", "a|b<c>&`d`*e*"];
const cell = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  fc
    .tuple(fc.constantFrom(...FILLERS), fc.nat({ max: 800 }))
    .map(([filler, characters]) => filler.repeat(Math.ceil(characters / filler.length))),
);

/** Up to 5,000 rows that repeat a few texts: as large as any, and quick to make. */
const tableOf: fc.Arbitrary<Block> = fc
  .tuple(fc.array(cell, { minLength: 1, maxLength: 7 }), fc.constantFrom(0, 1, 40, 700, 5_000))
  .map(([texts, count]) => ({
    kind: "table",
    columns: [
      { title: "what", align: "left" },
      { title: "now", align: "right" },
    ],
    rows: Array.from({ length: count }, (_, index) => [texts[index % texts.length] ?? "", `${index} %`]),
  }));
const simple: fc.Arbitrary<Block> = fc.oneof(
  tableOf,
  cell.map((text): Block => ({ kind: "paragraph", text })),
  fc.array(cell, { maxLength: 400 }).map((items): Block => ({ kind: "list", items })),
  fc
    .tuple(cell, fc.nat({ max: 80 }))
    .map(([text, times]): Block => ({ kind: "code", text: `${text}\n`.repeat(times), language: "json" })),
  anyChart(cell),
);
const foldOf = (inside: fc.Arbitrary<Block>): fc.Arbitrary<Block> =>
  fc.tuple(cell, fc.array(inside, { maxLength: 4 })).map(([summary, blocks]) => ({ kind: "fold", summary, blocks }));
const anyBlock = fc.oneof(simple, foldOf(simple), foldOf(fc.oneof(simple, foldOf(foldOf(simple)))));

const anyReport: fc.Arbitrary<readonly Block[]> = fc
  .tuple(fc.array(anyBlock, { maxLength: 12 }), cell, fc.nat({ max: 5_000 }), fc.constantFrom("stable", "regression"))
  .map(([blocks, text, count, change]) => {
    const rows = Array.from({ length: count }, (_, index) => row(`${index} ${text}`, { change, difference: text }));
    const folds = blocks.flatMap((block) => (block.kind === "fold" ? [block] : []));
    return [...composeReport([section({ title: text, headline: text, rows, folds })], CONTEXT).blocks, ...blocks];
  });

test("any report of any size fits every surface by both counts, closes all it opens and says what was left out", async () => {
  const reports = fc.sample(anyReport, { numRuns: REPORTS, seed: SEED });
  const fitting = createTally();
  let cut = 0;
  for (const budget of BUDGETS) {
    const rendered = reports.map((blocks) => renderMarkdown(blocks, budget));
    const html = await cmarkHtml(rendered.map(({ text }) => text));
    for (const [index, { text, shownRows, totalRows }] of rendered.entries()) {
      expect(text.length).toBeLessThanOrEqual(budget.characters);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget.bytes);
      expect(text.isWellFormed()).toBe(true);
      const tokens = htmlTokens(html[index] ?? "");
      expect(unclosed(tokens)).toBeNull();
      expect(rowsIn(html[index] ?? "")).toBe(shownRows);
      fitting.add();
      if (shownRows < totalRows) {
        cut += 1;
        expect(text).toContain(`${shownRows.toLocaleString("en")} of ${totalRows.toLocaleString("en")} rows`);
      }
    }
  }
  // Enough of them are too large for something to be proved.
  expect(cut).toBeGreaterThan(REPORTS / 2);
  conforms({
    area: "Reports",
    claim: "random reports on each surface: within its limits, everything closed, every row in its HTML",
    peer: "cmark-gfm",
    version: await programVersion("cmark-gfm"),
    ...fitting.take(),
  });
});

/** Rows below a table's head. */
function rowsIn(html: string): number {
  return html.split("<tr>").length - html.split("<thead>").length;
}
