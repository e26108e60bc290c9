import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBlocks, bigTable, paragraph } from "../test/blocks.ts";
import { RELIABILITY, SHARES } from "../test/charts.ts";
import { elementsOf, rendered, textOf } from "../test/rendered.ts";
import type { Block } from "./block.ts";
import { CHECK_BUDGET, COMMENT_BUDGET, SUMMARY_BUDGET } from "./budget.ts";
import { renderMarkdown } from "./render-markdown.ts";

const unbounded = Number.POSITIVE_INFINITY;

function characters(count: number) {
  return { characters: count, bytes: unbounded };
}

function bytes(count: number) {
  return { characters: unbounded, bytes: count };
}

/** Whether a paragraph after the text stands on its own, so that nothing before it was left open. */
function isClosed(text: string): boolean {
  const after = rendered(`${text}\n\nafter`).children.at(-1);
  return after?.type === "element" && after.tagName === "p" && textOf(after) === "after";
}

test("without a budget everything is shown, blocks apart by an empty line", () => {
  expect(renderMarkdown([paragraph("a"), bigTable(1), paragraph("b")])).toEqual({
    text: "a\n\n| what | now |\n| --- | --: |\n| row-0 accuracy | 71.9&nbsp;% |\n\nb",
    shownRows: 1,
    totalRows: 1,
  });
});

test("a block with nothing to show leaves no gap", () => {
  const blocks: Block[] = [paragraph("a"), paragraph(""), { kind: "alert", tone: "tip", lines: [] }, paragraph("b")];
  expect(renderMarkdown(blocks).text).toBe("a\n\nb");
});

describe.each([
  ["ASCII", "accuracy"],
  ["CJK", "精度數據"],
  ["emoji", "😀👩‍🔬"],
])("a table in %s text", (_, filler) => {
  const blocks = [paragraph("verdict"), bigTable(412, filler), paragraph("next")];
  const whole = renderMarkdown(blocks).text;

  test("is whole at exactly its own size, and loses rows at one less, by either count", () => {
    const size = Buffer.byteLength(whole);
    expect(renderMarkdown(blocks, characters(whole.length)).text).toBe(whole);
    expect(renderMarkdown(blocks, bytes(size)).text).toBe(whole);
    for (const budget of [characters(whole.length - 1), bytes(size - 1)]) {
      const { text, shownRows, totalRows } = renderMarkdown(blocks, budget);
      expect(totalRows).toBe(412);
      expect(shownRows).toBeLessThan(412);
      expect(text.length).toBeLessThanOrEqual(budget.characters);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget.bytes);
    }
  });

  test("keeps its first rows, says how many, and keeps the text around it", () => {
    const { text, shownRows } = renderMarkdown(blocks, characters(3_000));
    const tree = rendered(text);
    expect(shownRows).toBeGreaterThan(30);
    expect(elementsOf(tree, "tr")).toHaveLength(shownRows + 1);
    expect(
      elementsOf(tree, "td")
        .filter((cell) => textOf(cell).startsWith("row-"))
        .map((cell) => textOf(cell)),
    ).toEqual(Array.from({ length: shownRows }, (_, row) => `row-${row} ${filler}`));
    expect(text).toContain(`**${shownRows} of 412 rows shown**; the rest is in the evidence files.`);
    expect(text).toMatch(/^verdict\n/);
    expect(text).toMatch(/\nnext$/);
    expect(text.isWellFormed()).toBe(true);
  });
});

test("the room is used: with one more row the text would be too large", () => {
  const { text } = renderMarkdown([bigTable(1_000)], characters(5_000));
  expect(text.length).toBeGreaterThan(5_000 - 2 * "| row-999 accuracy | 71.9&nbsp;% |\n".length);
});

test("a fold that does not fit is left out whole, and a later one that fits is kept", () => {
  const blocks: Block[] = [
    { kind: "fold", summary: "huge", blocks: [bigTable(500)] },
    { kind: "fold", summary: "small", blocks: [paragraph("inside")] },
  ];
  const { text, shownRows, totalRows } = renderMarkdown(blocks, characters(400));
  expect([shownRows, totalRows]).toEqual([0, 500]);
  expect(text).toBe(
    "**0 of 500 rows and 1 of 2 folds shown**; the rest is in the evidence files.\n\n<details><summary>small</summary>\n\ninside\n\n</details>",
  );
});

test("a chart that does not fit is left out whole", () => {
  const blocks = [paragraph("verdict"), RELIABILITY, SHARES];
  const whole = renderMarkdown(blocks).text;
  const { text } = renderMarkdown(blocks, characters(whole.length - 1));
  expect(text).toContain("**1 of 2 folds shown**");
  expect([...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, title]) => title)).toEqual(["Reliability"]);
  expect(isClosed(text)).toBe(true);
});

test("where the rest is can be said, with a link", () => {
  const rest = [{ kind: "link" as const, href: "https://example.com/run/1", text: "the page" }, " <of> the run"];
  const { text } = renderMarkdown([bigTable(100)], { ...characters(500), rest });
  expect(text).toContain("the rest is in [the page](https://example.com/run/1) &#60;of&#62; the run.");
});

test("one huge text is capped, so that it neither fails nor takes the others' room", () => {
  const blocks = [paragraph("x".repeat(1_000_000)), paragraph("y"), bigTable(3)];
  const { text, shownRows } = renderMarkdown(blocks, COMMENT_BUDGET);
  expect(shownRows).toBe(3);
  expect(text.length).toBeLessThan(1_000);
});

test.each([0, -1, 10, Number.NaN, Number.NEGATIVE_INFINITY])(
  "a budget of %s characters gives an empty text",
  (count) => {
    expect(renderMarkdown([paragraph("some words"), bigTable(3)], characters(count))).toEqual({
      text: "",
      shownRows: 0,
      totalRows: 3,
    });
  },
);

test("whatever the blocks and the budget: never too large, never cut inside, everything closed, rows counted", () => {
  fc.assert(
    fc.property(anyBlocks, fc.nat(3_000), fc.boolean(), (blocks, limit, inBytes) => {
      const { text, shownRows, totalRows } = renderMarkdown(blocks, inBytes ? bytes(limit) : characters(limit));
      expect(inBytes ? Buffer.byteLength(text) : text.length).toBeLessThanOrEqual(limit);
      expect(isClosed(text)).toBe(true);
      const tree = rendered(text);
      const rows = elementsOf(tree, "tr").length - elementsOf(tree, "thead").length;
      expect(rows).toBe(shownRows);
      expect(shownRows).toBeLessThanOrEqual(totalRows);
    }),
    { numRuns: 500 },
  );
});

test("what is shown under a budget is part of the whole, in its order", () => {
  fc.assert(
    fc.property(anyBlocks, fc.nat(3_000), (blocks, limit) => {
      const whole = renderMarkdown(blocks).text.split("\n");
      const lines = renderMarkdown(blocks, characters(limit)).text.split("\n");
      let at = 0;
      for (const line of lines.filter((line) => line !== "" && !line.includes("; the rest is in "))) {
        at = whole.indexOf(line, at) + 1;
        expect(at, line).toBeGreaterThan(0);
      }
    }),
  );
});

test("the budgets stay under what GitHub takes", () => {
  expect(COMMENT_BUDGET.characters).toBeLessThanOrEqual(60_000);
  expect(COMMENT_BUDGET.bytes).toBeLessThanOrEqual(60_000);
  expect(CHECK_BUDGET.bytes).toBeLessThanOrEqual(65_535);
  expect(SUMMARY_BUDGET.bytes).toBeLessThan(1_048_576);
});

test("what is to be pasted stays where other folds are left out; code that is only to be read does not", () => {
  const fold = (text: string): Block => ({
    kind: "fold",
    summary: "to accept it",
    blocks: [{ kind: "code", language: "yaml", text }],
  });
  const entry = "waivers:\n  - metric: accuracy";
  expect(renderMarkdown([bigTable(1_000), fold(entry)], characters(2_000)).text).toContain(entry);
  const long = renderMarkdown([bigTable(1_000), fold("x".repeat(4_001))], characters(8_000)).text;
  expect(long).not.toContain("xxx");
  expect(long).toContain("0 of 1 folds shown");
});

test("a fold that cannot fit is left out whole, whatever it holds, and counted with its rows", () => {
  const list: Block = { kind: "list", items: Array.from({ length: 50 }, (_, item) => `item ${item}`) };
  const inner: Block = { kind: "fold", summary: "inner", blocks: [bigTable(40)] };
  for (const [block, rows] of [
    [list, "2 of 2"],
    [bigTable(40), "2 of 42"],
    [inner, "2 of 42"],
  ] as const) {
    const fold: Block = { kind: "fold", summary: "outer", blocks: [block] };
    const { text } = renderMarkdown([paragraph("a"), fold, bigTable(2), paragraph("b")], characters(400));
    expect(text).not.toContain("<details>");
    expect(text).toContain(`**${rows} rows and 0 of 1 folds shown**`);
    expect(text).toMatch(/^a\n/);
    expect(text).toMatch(/\nb$/);
  }
});
