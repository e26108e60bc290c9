import { expect, test } from "vitest";
import { bigTable } from "../test/blocks.ts";
import type { Block } from "./block.ts";
import { pageBlock } from "./page-block.ts";
import { pagePlace } from "./page-place.ts";

function heading(level: 2 | 3 | 4): Block {
  return { kind: "heading", level, text: "x" };
}

function levels(given: readonly (2 | 3 | 4)[], base?: number): readonly string[] {
  const place = pagePlace(base);
  return given.map((level) => pageBlock(heading(level), place).slice(1, 3));
}

test("headings start one below the heading that they stand under and never leave one out", () => {
  expect(levels([3, 4, 4, 3])).toEqual(["h2", "h3", "h3", "h2"]);
  expect(levels([4, 3, 4])).toEqual(["h2", "h2", "h3"]);
  expect(levels([2, 4])).toEqual(["h2", "h3"]);
  expect(levels([3, 4], 2)).toEqual(["h3", "h4"]);
  expect(pageBlock(heading(4))).toBe("<h2>x</h2>");
});

test("a heading in a fold stands under the one before the fold", () => {
  const place = pagePlace();
  pageBlock(heading(3), place);
  expect(pageBlock({ kind: "fold", summary: "s", blocks: [heading(4)] }, place)).toContain("<h3>x</h3>");
});

test("rows that would make the page too large are counted, those in later folds too", () => {
  const place = pagePlace();
  const rowsIn = (html: string) => html.split("<tr").length - 2;
  const first = pageBlock(bigTable(10_000, "精度"), place);
  expect(Buffer.byteLength(first)).toBeLessThan(451_000);
  expect(Buffer.byteLength(first)).toBeGreaterThan(449_000);
  expect(first).toContain(
    `<strong>${rowsIn(first).toLocaleString("en")} of 10,000 rows shown</strong>; the rest is in the evidence files.`,
  );
  const later = pageBlock({ kind: "fold", summary: "s", blocks: [bigTable(3)] }, place);
  expect(later).toContain("<strong>0 of 3 rows shown</strong>");
  expect(pageBlock(bigTable(3), pagePlace())).not.toContain("shown");
});
