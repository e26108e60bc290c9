import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyBlocks } from "../test/blocks.ts";
import { HOSTILE_NAMES, hostileText } from "../test/hostile.ts";
import { CONTEXT, SECTIONS } from "../test/sections.ts";
import type { Block } from "./block.ts";
import { composeReport } from "./compose-report.ts";
import { displayWidth } from "./display-width.ts";
import { renderTerminal } from "./render-terminal.ts";
import { capText, makeVisible } from "./visible.ts";

const plain = { width: 80, color: false };

function table(rows: readonly (readonly [string, string])[]): Block {
  const columns = [
    { title: "what", align: "left" as const },
    { title: "now", align: "right" as const },
  ];
  return { kind: "table", columns, rows };
}

test("columns are aligned, numbers to the right, wide characters counted as two", () => {
  const rows = [
    ["accuracy", "71.9 %"],
    ["精度", "7.4 %"],
    ["😀", "100.0 %"],
  ] as const;
  expect(renderTerminal([table(rows)], plain)).toBe(
    ["what          now", "────────  ───────", "accuracy   71.9 %", "精度        7.4 %", "😀        100.0 %"].join(
      "\n",
    ),
  );
});

test("a cell too wide for the terminal is wrapped inside its column", () => {
  expect(renderTerminal([table([["the quick brown fox jumps over it", "1 %"]])], { width: 24, color: false })).toBe(
    ["what                 now", "───────────────────  ───", "the quick brown fox  1 %", "jumps over it"].join("\n"),
  );
});

test("a word of several styles is broken at spaces only, and a line is coloured as one", () => {
  const text = ["see the commit (", { kind: "code", text: "def5678" } as const, ", merge base)"] as const;
  const shown = renderTerminal([{ kind: "paragraph", text }], { width: 22, color: false });
  expect(shown).toBe("see the commit\n(def5678, merge base)");
  const strong: Block = { kind: "paragraph", text: { kind: "strong", text: "one two three four five" } };
  expect(renderTerminal([strong], { width: 20, color: true })).toBe(
    "\u001b[1mone two three four\u001b[0m\n\u001b[1mfive\u001b[0m",
  );
});

test("where columns have no room each row is a record, its sign before its name", () => {
  const titles = ["", "what", "a much longer title", "another such title", "and one more"];
  const columns = titles.map((title) => ({ title, align: "left" as const }));
  const rows = [[{ kind: "mark" as const, mark: "bad" as const }, "negation", "15.2 %", "79.6 %", "worse by far"]];
  expect(renderTerminal([{ kind: "table", columns, rows }], { width: 30, color: false })).toBe(
    "✕ what: negation\na much longer title: 15.2 %\nanother such title: 79.6 %\nand one more: worse by far",
  );
});

test("an alert has a sign and its words, a fold is open under its title, code is indented", () => {
  const blocks: Block[] = [
    { kind: "alert", tone: "caution", lines: ["Not ready", "Because."] },
    { kind: "fold", summary: "2 examples", blocks: [{ kind: "list", items: ["a", "b"] }] },
    { kind: "code", text: "{\n}", language: "json" },
  ];
  expect(renderTerminal(blocks, plain)).toBe(
    "┃ ✕ Not ready\n┃   Because.\n\n▾ 2 examples\n    • a\n    • b\n\n  {\n  }",
  );
});

test("a link shows where it leads, a refused one only its text", () => {
  const link = (href: string): Block => ({ kind: "paragraph", text: { kind: "link", href, text: "here" } });
  expect(renderTerminal([link("https://example.com/x"), link("javascript:x")], plain)).toBe(
    "here (https://example.com/x)\n\nhere",
  );
});

test("colour only adds: without it the same words and signs are there", () => {
  const { blocks } = composeReport(SECTIONS, CONTEXT);
  const colored = renderTerminal(blocks, { width: 80, color: true });
  expect(colored).toContain("\u001b[");
  expect(stripVTControlCharacters(colored)).toBe(renderTerminal(blocks, plain));
});

test.each(HOSTILE_NAMES)("%j moves no cursor and sets no colour", (name) => {
  const text = renderTerminal([{ kind: "paragraph", text: name }, table([[name, name]])], {
    width: 10_000,
    color: false,
  });
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  expect(text).toContain(makeVisible(capText(name)).trim());
});

test("no blocks put an escape sequence where none is asked for, or another than a style where one is", () => {
  fc.assert(
    fc.property(anyBlocks, hostileText, fc.integer({ min: 0, max: 120 }), (blocks, text, width) => {
      const all: Block[] = [
        ...blocks,
        { kind: "code", text, language: "" },
        { kind: "fold", summary: text, blocks: [] },
      ];
      expect(renderTerminal(all, { width, color: false })).not.toMatch(/[^\P{Cc}\n]/u);
      const colored = renderTerminal(all, { width, color: true });
      expect(colored.replace(/\u001b\[[\d;]+m/g, "")).not.toMatch(/[^\P{Cc}\n]/u);
    }),
  );
});

test("no line but code is wider than the terminal", () => {
  fc.assert(
    fc.property(anyBlocks, fc.integer({ min: 24, max: 120 }), (blocks, width) => {
      const shown = blocks.filter((block) => block.kind !== "code" && block.kind !== "fold");
      for (const line of renderTerminal(shown, { width, color: false }).split("\n")) {
        expect(displayWidth(line), line).toBeLessThanOrEqual(width);
      }
    }),
    { numRuns: 300 },
  );
});

test("a width that is no number is taken as 80 columns", () => {
  const blocks: Block[] = [{ kind: "paragraph", text: "word ".repeat(40) }];
  expect(renderTerminal(blocks, { width: Number.NaN, color: false })).toBe(renderTerminal(blocks, plain));
});
