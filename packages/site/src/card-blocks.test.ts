import { plainText } from "@airworthy/report";
import { pageBlock } from "@airworthy/report/page";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cardBlocks } from "./card-blocks.ts";
import { cardText } from "./card-text.ts";

const page = (card: string) =>
  cardBlocks(card)
    .map((block) => pageBlock(block))
    .join("\n");

test("headings, paragraphs, lists, code and front matter become blocks", () => {
  const card =
    "---\nlicense: mit\n---\n# Name\n\nFirst line\nsecond `code` **strong**.\n\n- one\n  goes on\n* two\n\n```ts\n# no heading\n```\n### Small\n";
  expect(cardBlocks(card)).toEqual([
    { kind: "fold", summary: "Metadata", blocks: [{ kind: "code", text: "license: mit", language: "yaml" }] },
    { kind: "heading", level: 4, text: ["Name"] },
    {
      kind: "paragraph",
      text: ["First line second ", { kind: "code", text: "code" }, " ", { kind: "strong", text: ["strong"] }, "."],
    },
    { kind: "list", items: [["one goes on"], ["two"]] },
    { kind: "code", text: "# no heading", language: "ts" },
    { kind: "paragraph", text: { kind: "strong", text: ["Small"] } },
  ]);
});

test("a table keeps its sides and escaped bars; one without titles is a list of terms", () => {
  expect(cardBlocks("| a | b |\n| --- | --: |\n| x \\| y | 1 |\n")).toEqual([
    {
      kind: "table",
      columns: [
        { title: ["a"], align: "left" },
        { title: ["b"], align: "right" },
      ],
      rows: [[["x ", "|", " y"], ["1"]]],
    },
  ]);
  const [list] = cardBlocks("|  |  |\n| --- | --- |\n| Version | 1.0 |");
  expect(list?.kind === "list" && list.items.map(plainText)).toEqual(["Version: 1.0"]);
});

test("a heading without words is left out, a link without words is called by its address", () => {
  expect(page("# \n## #\n### &#32;\ntext")).toBe("<p>text</p>");
  expect(page("[ ](https://example.org)")).toBe('<p><a href="https://example.org/">https://example.org</a></p>');
});

test("comments are left out, and what they hold", () => {
  expect(page("a\n<!-- airworthy:begin details -->\nb\n\n<!-- one\ntwo --> \nc")).toBe("<p>a</p>\n<p>b</p>\n<p>c</p>");
});

test("what ends too early ends with the card", () => {
  expect(page("```\nopen")).toContain("<code>open</code>");
  expect(page("<!-- open\nhidden")).toBe("");
  expect(page("---\nopen")).toContain("open");
});

test.each([
  ["\\*a\\* &lt;b&gt; &#64;x", "*a* <b> @x"],
  ["[text](https://example.org)", "text"],
  ["snake_case_name", "snake_case_name"],
  ["an *emphasised* word", "an emphasised word"],
  ["&#35;<span></span>12", "#12"],
  ["&#9999999; &#0;", "&#9999999; &#0;"],
])("%j reads %j", (markdown, text) => {
  expect(plainText(cardText(markdown))).toBe(text);
});

test("no card brings markup, a script or a link that may not be linked to the page", () => {
  expect(page("<script>alert(1)</script> <img src=x onerror=y>")).not.toMatch(/<(script|img)/);
  expect(page("[x](javascript:alert(1)) ![i](data:text/html,x)")).not.toContain("href");
  expect(page("[x](https://example.org)")).toContain('<a href="https://example.org/">x</a>');
  const unit = fc.constantFrom(
    ..."<>&\"'`*_[]()|#-\\! \n",
    "<script>",
    "](javascript:x)",
    "<!--",
    "-->",
    "```",
    "| - |\n",
  );
  fc.assert(
    fc.property(fc.string({ unit }), (card) => {
      const left = page(card)
        .replace(
          /<\/?(?:p|h[2-4]|ul|li|strong|code|details|summary|table|thead|tbody|tr|th|td|span|div)(?: (?:tabindex|role|scope|class|aria-label|data-title)="[^"<>]*")*>/g,
          "",
        )
        .replace(/<\/?pre(?: tabindex="0")?>/g, "");
      expect(left).not.toMatch(/[<>]/);
    }),
  );
});

test("a paragraph is shown whole, however long it is", () => {
  const sentence = "It is a classifier of reviews. ";
  for (const times of [25, 200]) {
    const text = sentence.repeat(times).trim();
    expect(page(text)).toBe(`<p>${text}</p>`);
    expect(page(`*${text}* 😀`)).toContain("reviews.");
  }
});

test("what would try every way to end a heading, a table or a link is read in one go", () => {
  const [spaces, link, image] = [" ".repeat(100_000), "[a](".repeat(1_000), "![](".repeat(1_000)];
  const squeezed = (card: string) => page(card).replace(/ +/g, " ");
  expect(squeezed(`# a${spaces}x #${spaces}`)).toBe("<h2>a x</h2>");
  expect(squeezed(`a|b\n${spaces}|x`)).toBe("<p>a|b |x</p>");
  for (const text of [link, image]) expect(page(text)).toBe(`<p>${text}</p>`);
});

test("takes no longer than its length allows, whatever it holds", () => {
  for (const piece of ["`", "**", "[", "](", "<!--", "|", "\\", "*a ", "| a |\n", "- x\n"]) {
    expect(cardBlocks(piece.repeat(20_000)).length).toBeGreaterThanOrEqual(piece === "<!--" ? 0 : 1);
  }
});
