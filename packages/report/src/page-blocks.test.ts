import { expect, test } from "vitest";
import { bigTable, paragraph } from "../test/blocks.ts";
import { INTERVALS } from "../test/charts.ts";
import type { Block } from "./block.ts";
import { pageBlocks } from "./page-blocks.ts";
import { pagePlace } from "./page-place.ts";
import { renderPage } from "./render-page.ts";

/** Each of its characters takes twelve bytes once it can be seen. */
const LONG = "\u202E".repeat(500);

function examples(count: number): Block {
  return { kind: "fold", summary: LONG, blocks: [{ kind: "list", items: Array.from({ length: count }, () => LONG) }] };
}

test.each<readonly [string, Block]>([
  ["examples", examples(20)],
  ["charts", INTERVALS],
  ["rows", bigTable(1_000, LONG)],
  ["code", { kind: "code", language: "", text: '"'.repeat(10_000) }],
  ["paragraphs", paragraph(LONG)],
  ["headings", { kind: "heading", level: 3, text: LONG }],
])("however many %s there are, a page stays below 500 kB and says what it left out", (_, block) => {
  const many = Array.from({ length: 200 }, () => block);
  const lines = [LONG, LONG, LONG, LONG];
  const blocks: Block[] = [{ kind: "alert", tone: "caution", lines }, ...many];
  const page = renderPage({ verdict: "fail", title: LONG, headline: LONG, blocks });
  expect(Buffer.byteLength(page)).toBeLessThan(500_000);
  expect(Buffer.byteLength(page)).toBeGreaterThan(300_000);
  expect(page).toMatch(/<strong>No room for \d+ parts<\/strong>; the evidence files have them\./);
});

test("the next step and what is to be pasted stay, whatever comes before them", () => {
  const next: Block = { kind: "list", items: ["accept it by an entry"] };
  const entry: Block = {
    kind: "fold",
    summary: "to accept",
    blocks: [{ kind: "code", language: "yaml", text: "a: 1" }],
  };
  const html = pageBlocks(
    [bigTable(10_000, LONG), ...Array.from({ length: 50 }, () => examples(20)), next, entry],
    pagePlace(),
  );
  expect(html).toContain("accept it by an entry");
  expect(html).toContain("<code>a: 1</code>");
});

test("one long table leaves room for what comes after it", () => {
  expect(pageBlocks([bigTable(10_000, LONG), examples(2), INTERVALS], pagePlace())).not.toContain("No room for");
});
