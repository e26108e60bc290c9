import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
