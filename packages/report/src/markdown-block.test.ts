import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyChart, CHARTS, chart, INTERVALS, RELIABILITY } from "../test/charts.ts";
import { HOSTILE_NAMES, hostileText } from "../test/hostile.ts";
import { elementsOf, rendered, tagsOf, textOf } from "../test/rendered.ts";
import type { Block } from "./block.ts";
import { CODE_CHARACTERS, markdownBlock } from "./markdown-block.ts";
import { capText, makeLinesVisible, makeVisible } from "./visible.ts";

const fold: Block = {
  kind: "fold",
  summary: "31 <b>stable</b> *checks*",
  blocks: [
    { kind: "table", columns: [{ title: "what", align: "left" }], rows: [["a|b"], ["c"]] },
    { kind: "code", text: "</details>\n```\n", language: "json" },
  ],
};

test("an alert is GitHub's, its lines broken, its first line the kind", () => {
  expect(
    markdownBlock({ kind: "alert", tone: "caution", lines: [{ kind: "strong", text: "Not ready" }, "Why."] }),
  ).toBe("> [!CAUTION]\n> **Not ready**\\\n> Why.");
});

test("a fold's summary is plain text and what is inside is Markdown again", () => {
  const tree = rendered(markdownBlock(fold));
  expect(elementsOf(tree, "summary").map(textOf)).toEqual(["31 <b>stable</b> *checks*"]);
  expect(elementsOf(tree, "td").map(textOf)).toEqual(["a|b", "c"]);
  expect(elementsOf(tree, "pre").map(textOf)).toEqual(["</details>\n```\n\n"]);
  expect(elementsOf(tree, "details")).toHaveLength(1);
  expect(elementsOf(elementsOf(tree, "details")[0] ?? tree, "pre")).toHaveLength(1);
});

test("a table has as many cells in every row as columns, whatever the cells hold", () => {
  const rows = HOSTILE_NAMES.map((name) => [name, { kind: "code", text: name } as const, name]);
  const columns = [
    { title: "a|b", align: "left" as const },
    { title: "", align: "left" as const },
    { title: "c", align: "right" as const },
  ];
  const tree = rendered(markdownBlock({ kind: "table", columns, rows }));
  const shown = elementsOf(tree, "tr");
  expect(shown).toHaveLength(HOSTILE_NAMES.length + 1);
  for (const row of shown) expect(row.children.filter((child) => child.type === "element")).toHaveLength(3);
  expect(elementsOf(tree, "code").map(textOf)).toEqual(HOSTILE_NAMES.map((name) => makeVisible(capText(name))));
});

test("a row with missing cells is filled up", () => {
  const columns = [
    { title: "a", align: "left" as const },
    { title: "b", align: "left" as const },
  ];
  expect(markdownBlock({ kind: "table", columns, rows: [["x"]] })).toBe("| a | b |\n| --- | --- |\n| x |  |");
});

test("a number stays with its unit in a narrow column", () => {
  const columns = [{ title: "now", align: "right" as const }];
  expect(markdownBlock({ kind: "table", columns, rows: [["15.2 %"], ["< 0.1 %"], ["two words"]] })).toBe(
    "| now |\n| --: |\n| 15.2&nbsp;% |\n| &#60;&nbsp;0.1&nbsp;% |\n| two words |",
  );
});

test.each([
  "```",
  "a\n````\nb",
  "~~~",
  "<!-- x -->",
  "</code></pre>\n\n# x",
  "<!-- -->\n\n</pre><b>x</b>",
  "\u001b[31m",
  "|",
])("no text closes its own code block: %j", (text) => {
  const markdown = markdownBlock({ kind: "code", text, language: "json" });
  const tree = rendered(`${markdown}\n\nafter`);
  const [code, ...others] = elementsOf(tree, "code").map(textOf);
  expect(code?.replace(/\n$/, "")).toBe(makeLinesVisible(text).replace(/\n$/, ""));
  expect(others).toEqual([]);
  expect(elementsOf(tree, "p").map(textOf)).toEqual(["after"]);
  expect([...tagsOf(tree)].filter((tag) => !["pre", "code", "p", "span"].includes(tag))).toEqual([]);
  expect(markdown).not.toContain("<!--");
});

test("a language that GitHub would draw instead of show is left out, and no language can end the fence's line", () => {
  for (const language of ["mermaid", "math", "geojson", "json\n# x", "constructor"]) {
    expect(markdownBlock({ kind: "code", text: "x", language })).toBe("```\nx\n```");
  }
  expect(markdownBlock({ kind: "code", text: "{}", language: "json" })).toBe("```json\n{}\n```");
});

test("a huge code block is cut with an ellipsis", () => {
  const markdown = markdownBlock({ kind: "code", text: "x".repeat(1_000_000), language: "" });
  expect(markdown).toHaveLength(CODE_CHARACTERS + "```\n\n```".length);
  expect(markdown).toMatch(/x…\n```$/);
});

describe("a chart", () => {
  const mermaidIn = (markdown: string) =>
    elementsOf(rendered(markdown), "code").filter(
      ({ properties }) => `${properties["className"]}` === "language-mermaid",
    );

  test("is a fold of its own with its description, then Mermaid or a table", () => {
    for (const shown of CHARTS) {
      const tree = rendered(markdownBlock(shown));
      expect(elementsOf(tree, "summary").map(textOf)).toEqual([shown.title]);
      expect(textOf(elementsOf(tree, "p")[0] ?? tree)).toContain(shown.description);
      expect(elementsOf(tree, "table").length + mermaidIn(markdownBlock(shown)).length).toBe(1);
    }
    expect(elementsOf(rendered(markdownBlock(INTERVALS)), "tbody")).toHaveLength(1);
  });

  test("says in words which of Mermaid's shapes is what, since Mermaid does not", () => {
    expect(markdownBlock(RELIABILITY)).toContain(
      "nearly as often. Bars: candidate. Bent line: baseline. Straight line: perfect calibration.\n\n```mermaid\n",
    );
  });

  test("inside a fold is no fold within a fold", () => {
    const tree = rendered(markdownBlock({ kind: "fold", summary: "2 charts", blocks: [INTERVALS, RELIABILITY] }));
    expect(elementsOf(tree, "details")).toHaveLength(1);
    expect(elementsOf(tree, "strong").map(textOf)).toEqual([INTERVALS.title, RELIABILITY.title]);
  });

  test.each(HOSTILE_NAMES)("full of %j closes its fold and its fence, and holds nothing but text", (name) => {
    const rows = [name, name].map((label) => ({ label, candidate: 1, baseline: null }));
    const markdown = markdownBlock(chart({ shape: "bars", unit: "number", rows }, { title: name, description: name }));
    const tree = rendered(`${markdown}\n\nafter`);
    expect(mermaidIn(markdown)).toHaveLength(1);
    expect(elementsOf(tree, "p").map(textOf).at(-1)).toBe("after");
    const allowed = ["details", "summary", "pre", "code", "p", "span"];
    expect([...tagsOf(tree)].filter((tag) => !allowed.includes(tag))).toEqual([]);
  });

  test("of any numbers and texts is closed", () => {
    fc.assert(
      fc.property(anyChart(hostileText), (shown) => {
        const last = rendered(`${markdownBlock(shown)}\n\nafter`).children.at(-1);
        expect(last?.type === "element" && [last.tagName, textOf(last)]).toEqual(["p", "after"]);
      }),
    );
  });
});
