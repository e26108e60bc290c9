import { expect, test } from "vitest";
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
  ["<IMG SRC='a.png'>", "{a.png}"],
  [
    '![loss][p] ![p] ![P][]\n\n[p]: ./plot.png "title"',
    '{loss (plot.png)} {p (plot.png)} {P (plot.png)}\n\n[p]: ./plot.png "title"',
  ],
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
])("%j stays as it is", (markdown) => {
  expect(show(markdown)).toBe(markdown);
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
  Array.from({ length: 1_500 }, (_, index) => "`".repeat(index)).join("a"),
])("hostile text of many openings that close nowhere comes back as it was, in time", (markdown) => {
  expect(show(markdown) === markdown).toBe(true);
});
