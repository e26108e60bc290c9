import fc from "fast-check";
import { expect, test } from "vitest";
import { elementsOf, rendered, textOf } from "../../../../test/harness/rendered-markdown.ts";
import { replaceLocalImages } from "./replace-images.ts";

const show = (markdown: string) => replaceLocalImages(markdown, ({ words }) => `{${words}}`).text;

test.each([
  ["![loss](plot.png)", "{loss (plot.png)}"],
  ["![](./out/plot.png)", "{plot.png}"],
  ["a ![loss](<my plots/a b.png> 'the loss') b", "a {loss (a b.png)} b"],
  ["![loss](plot(1).png)", "{loss (plot(1).png)}"],
  ["![a [b] c](/tmp/plot.png?x=1)", "{a &#91;b&#93; c (plot.png)}"],
  ["![x](data:image/png;base64,iVBORw0KGgo=)", "{x (a picture inside the report)}"],
  ['<p><img alt="loss" width=300 src="out\\plot.png"></p>', "<p>{loss (plot.png)}</p>"],
  ["<IMG SRC='a.png'>\n**raw**", "<div>{a.png}</div>\n**raw**"],
  ["a <img src='a.png'>", "a {a.png}"],
  [
    '![loss][p] ![p] ![P][]\n\n[p]: ./plot.png "title"',
    '{loss (plot.png)} {p (plot.png)} {P (plot.png)}\n\n[p]: ./plot.png "title"',
  ],
  ["![the\nloss](plot.png\n'a title')", "{the loss (plot.png)}"],
  ["\\`![a](a.png)`", "\\`{a (a.png)}`"],
  ["> - ![a](a.png)\n\n      <img src=a.png>", "> - {a (a.png)}\n\n      <img src=a.png>"],
  ["<pre>\n```\n<img src=a.png>\n</pre>\n![b](b.png)", "<pre>\n```\n{a.png}\n</pre>\n{b (b.png)}"],
  ["<div>\n<img\n alt=a\n src=a.png>\n</div>", "<div>\n{a (a.png)}\n</div>"],
  ["> ```\n> code\n\n![a](a.png)", "> ```\n> code\n\n{a (a.png)}"],
  ["`<!--` ![a](a.png)", "`<!--` {a (a.png)}"],
  ["a <!-- b\n\n![a](a.png)", "a <!-- b\n\n{a (a.png)}"],
  ["| ![a](a.png) | ![b](b.png) |", "| {a (a.png)} | {b (b.png)} |"],
])("%j is a file of this machine: words stand for it", (markdown, expected) => {
  expect(show(markdown)).toBe(expected);
});

test.each([
  "![loss](https://example.com/plot.png)",
  "![loss](//example.com/plot.png)",
  '<img src="https://example.com/a.png">',
  "![loss][p]\n\n[p]: https://example.com/plot.png",
  "![loss][unknown]",
  "`![loss](plot.png)` and ``a ` ![loss](plot.png)``",
  "```md\n![loss](plot.png)\n```",
  "<!-- ![loss](plot.png) -->\n<!--\n![loss](plot.png)\n-->",
  "[a link](plot.png) and <image> and !",
  "`code\n![loss](plot.png)`",
  "\\![loss](plot.png)",
  "    ![loss](plot.png)",
  "````\n```\n![loss](plot.png)\n````",
  "- a\n\n  ```\n  ![loss](plot.png)\n\n  ![loss](plot.png)\n  ```",
  "<p>\n![loss](plot.png)\n</p>",
  "<div><!-- <img src=plot.png>\n--></div>",
])("%j stays as it is", (markdown) => {
  expect(show(markdown)).toBe(markdown);
});

test("what stands for a picture is Markdown or HTML, as the picture was", () => {
  const syntaxes = ({ images }: ReturnType<typeof replaceLocalImages>) => images.map(({ syntax }) => syntax);
  const text = "![a](a.png) <img src=b.png>\n\n<p>\n<img src=c.png>\n</p>";
  expect(syntaxes(replaceLocalImages(text, ({ words }) => words))).toEqual(["markdown", "html", "html"]);
});

const LINES = [
  "",
  "",
  "word",
  "![a](a.png)",
  "text ![b](b.png 'title') text",
  "![c][c]",
  "[c]: c.png",
  // By itself: remark ends it where a paragraph of an item or a quotation ended just before, CommonMark does not.
  "\n<img src=d.png>",
  "<p><img src='e.png'></p>",
  "<p>\n![f](f.png)",
  "`code` ![g](g.png)",
  "`![h](h.png)`",
  "open ` tick",
  "\\![i](i.png)",
  "> ![j](j.png)",
  "- ![k](k.png)",
  "  ![l](l.png)",
  "    ![m](m.png)",
  "```",
  "> ```",
  "- ```",
  "  ```",
  "<pre>",
  "<img src=n.png></pre>",
  "<!-- ![o](o.png) <img src=o.png> -->",
  "<!--",
  "-->",
  "a <!-- b",
  "| ` | ![q](q.png) |",
  "| - | - |",
  "![r](https://example.com/r.png)",
];
const isLocal = (source: unknown) => !String(source).startsWith("https:");

test("no picture is left that GitHub could not show, none is lost that it could, and code stays as it was", () => {
  let replaced = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 12 }), (lines) => {
      const markdown = lines.join("\n");
      const { text, images } = replaceLocalImages(markdown, ({ words }) => words);
      const [before, after] = [rendered(markdown), rendered(text)];
      const sources = (root: typeof before) => elementsOf(root, "img").map(({ properties }) => properties["src"]);
      expect(sources(after), markdown).toEqual(sources(before).filter((source) => !isLocal(source)));
      const code = (root: typeof before) => elementsOf(root, "code").map(textOf);
      expect(code(after), markdown).toEqual(code(before));
      replaced += images.length;
    }),
    { numRuns: 500 },
  );
  expect(replaced).toBeGreaterThan(500);
});

test("words that stand for a picture can do nothing: no mention, no markup", () => {
  const { text, images } = replaceLocalImages("![@octocat <b>](x_*`.png)", ({ words }) => words);
  expect(text).not.toMatch(/@octocat|<b>|[*`]/);
  expect(images).toMatchObject([{ name: "x_*`.png" }]);
});

test.each([
  "![".repeat(200_000),
  "`".repeat(3) + "![](".repeat(200_000),
  "![](<".repeat(100_000),
  `<img ${"<img ".repeat(100_000)}`,
  "![a](b 'c".repeat(100_000),
  "<!--".repeat(200_000),
  "\n<!--".repeat(100_000),
  `${"- ".repeat(50_000)}a${"\n\n".repeat(25_000)}`,
  `![${"a".repeat(1_000_000)}`,
  "> ".repeat(200_000),
  Array.from({ length: 1_500 }, (_, index) => "`".repeat(index)).join("a"),
])("hostile text of many openings that close nowhere comes back as it was, in time", (markdown) => {
  expect(show(markdown) === markdown).toBe(true);
});
