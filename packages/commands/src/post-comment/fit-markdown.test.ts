import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementsOf, rendered, textOf } from "../../../../test/harness/rendered-markdown.ts";
import { fitMarkdown } from "./fit-markdown.ts";

const room = (most: number) => ({ most, measure: (text: string) => text.length });
const bytes = (most: number) => ({ most, measure: (text: string) => Buffer.byteLength(text) });
const NOTE = "(cut)";

describe("Markdown that fits", () => {
  test("is kept as it is, to the last character that there is room for", () => {
    expect(fitMarkdown("# a\n\n| b |\n", room(10), NOTE)).toEqual({ text: "# a\n\n| b |", isCut: false });
    expect(fitMarkdown("# a\n\n| b |\n", room(9), NOTE).isCut).toBe(true);
  });

  test("and leaves a code block open has it closed: what follows is not to be seen", () => {
    expect(fitMarkdown("a\n\n````js\n```\nb", room(100), NOTE).text).toBe("a\n\n````js\n```\nb\n````");
  });
});

test("a code block that ends with its quotation or its item is not closed a second time, which would open one", () => {
  expect(fitMarkdown("> ```\n> a", room(100), NOTE).text).toBe("> ```\n> a");
  expect(fitMarkdown("- a\n  ```\n  b", room(100), NOTE).text).toBe("- a\n  ```\n  b");
});

test("what only looks like structure is none: in code, in inline code, behind a backslash, in <pre>", () => {
  for (const text of [
    "`<details>` and \\<!-- a",
    "```\n<details><!--\n```",
    "    ```",
    "<pre>\n```\n</pre>\n",
    "a\n    ```",
  ]) {
    const long = `${text}\n\n${"b\n\n".repeat(40)}`;
    expect(fitMarkdown(long, room(100), NOTE).text).toMatch(/b\n\n\(cut\)$/);
  }
});

describe("Markdown that does not fit", () => {
  test("is cut between two blocks, and a note says so", () => {
    // "one\n\n" is 5, "two\n\n" makes 10, and the note with its gap is 7.
    const text = "one\n\ntwo\n\nthree is longer";
    expect(fitMarkdown(text, room(17), NOTE)).toEqual({ text: "one\n\ntwo\n\n(cut)", isCut: true });
    expect(fitMarkdown(text, room(16), NOTE)).toEqual({ text: "one\n\n(cut)", isCut: true });
  });

  test("keeps the first rows of a table that is too long by itself", () => {
    const rows = Array.from({ length: 10 }, (_, index) => `| ${index} |`);
    const text = `# t\n\n| n |\n| - |\n${rows.join("\n")}\n`;
    expect(fitMarkdown(text, room(42), NOTE).text).toBe("# t\n\n| n |\n| - |\n| 0 |\n| 1 |\n| 2 |\n\n(cut)");
  });

  test("closes what is open where it is cut: a code block, folds, a comment", () => {
    const code = `\`\`\`sh\n${"echo\n".repeat(20)}\`\`\`\n`;
    expect(fitMarkdown(code, room(40), NOTE).text).toMatch(/^```sh\n(echo\n)+```\n\n\(cut\)$/);
    const folds = `<details><summary>a</summary>\n\n<details>\n\nb\n\n${"c\n\n".repeat(40)}</details></details>\n`;
    expect(fitMarkdown(folds, room(90), NOTE).text).toMatch(/c\n\n<\/details>\n\n<\/details>\n\n\(cut\)$/);
    expect(fitMarkdown(`a <!-- b\n${"c\n".repeat(40)}-->`, room(40), NOTE).text).toMatch(/c\n-->\n\n\(cut\)$/);
  });

  test("is the note alone where not even its first line fits", () => {
    expect(fitMarkdown("a".repeat(100), room(50), NOTE)).toEqual({ text: NOTE, isCut: true });
  });

  test("is measured as the surface counts: three bytes are one character", () => {
    expect(fitMarkdown("€€\n\n€€", bytes(14), NOTE).isCut).toBe(false);
    expect(fitMarkdown("€€\n\n€€", bytes(13), NOTE).text).toBe(NOTE);
  });
});

test("whatever the text, the result fits, starts as the text does, and is whole or says that it is not", () => {
  const piece = fc.constantFrom(
    "```",
    "~~~~",
    "\n",
    "\n\n",
    "<details>",
    "</details>",
    "<!--",
    "-->",
    "word ",
    "| a |",
    "> ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 8, max: 200 }), (pieces, most) => {
      const text = pieces.join("");
      const fitted = fitMarkdown(text, room(most), NOTE);
      expect(fitted.text.length).toBeLessThanOrEqual(most);
      expect(fitted.text.endsWith(NOTE)).toBe(fitted.isCut);
      if (!fitted.isCut) expect(fitted.text.startsWith(text.trimEnd())).toBe(true);
    }),
  );
});

test.each([
  "`a\n".repeat(200_000),
  Array.from({ length: 1_400 }, (_, index) => "`".repeat(index)).join("\n"),
  "<!--".repeat(200_000),
  "<details>\n".repeat(100_000),
  `a ${"<details>".repeat(50_000)}${"\na".repeat(200_000)}`,
  `${"- ".repeat(50_000)}a${"\n\n".repeat(25_000)}`,
])("hostile text of many openings that close nowhere is fitted in time", (text) => {
  expect(fitMarkdown(text, room(1_000_000), NOTE).text.length).toBeLessThanOrEqual(1_000_000);
});

const LINES = [
  "",
  "",
  "word",
  "# head",
  "```",
  "````js",
  "~~~",
  "    indented",
  "> quote",
  "> ```",
  "> <!-- in a quotation",
  "- item",
  "  ```",
  "  inner",
  "<details>",
  "</details>",
  "- <details>",
  "text <details> text",
  "`<details>` and \\<details>",
  "text <!-- comment",
  "comment --> text",
  "<!--",
  "-->",
  "<!-- whole -->",
  "<div><!-- hidden",
  "<div>",
  "</div>",
  "<pre>",
  "word</pre>",
  "`<!--`",
  "| a | b |\n| - | - |",
  "| `<!-- | c |",
];
const HIDING = ["code", "details"];

test("whatever is cut off, the note is seen, outside of code, folds and comments; and of what is whole the marker is not", () => {
  let cuts = 0;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...LINES), { maxLength: 14 }),
      fc.integer({ min: 8, max: 160 }),
      (lines, most) => {
        const { text, isCut } = fitMarkdown(lines.join("\n"), room(most), NOTE);
        const root = rendered(isCut ? text : `${text}\n\n<!-- airworthy -->`);
        if (!isCut) {
          expect(textOf(root)).not.toContain("airworthy");
          return;
        }
        cuts += 1;
        expect(elementsOf(root, "p").map(textOf), text).toContain(NOTE);
        const hidden = HIDING.flatMap((name) => elementsOf(root, name)).map(textOf);
        expect(
          hidden.filter((shown) => shown.includes(NOTE)),
          text,
        ).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
  expect(cuts).toBeGreaterThan(100);
});
