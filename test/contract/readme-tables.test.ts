import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, test } from "vitest";
import { table } from "../../build/readme-tables.ts";

/** What GitHub's Markdown, by micromark, makes of a table with this cell before another: the kinds of nodes of each cell. */
function cellsOf(text: string): string[][] {
  const [node, ...others] = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .parse(table(["a", "b"], [[text, "x"]])).children;
  expect(others).toEqual([]);
  if (node?.type !== "table") throw new Error(`no table: ${node?.type}`);
  expect(node.children.length).toBe(2);
  return (node.children[1]?.children ?? []).map((cell) => cell.children.map(({ type }) => type));
}

test.each([
  ["a pipe", "a | b", ["text"]],
  ["a pipe that is escaped already", "a \\| b", ["text"]],
  ["a backslash before a pipe", "a \\\\| b", ["text"]],
  ["a pipe in code", "`a | b`", ["inlineCode"]],
  ["an escaped pipe in code", "`a \\| b`", ["inlineCode"]],
  ["two lines", "a\nb", ["text"]],
  ["a tag", "<img src=x>", ["text"]],
  ["a tag after a lone backtick", "` <img src=x>", ["text"]],
  ["a tag in code, which is shown", "`<img src=x>`", ["inlineCode"]],
  ["a tag between two runs of other lengths", "`` <img src=x> `", ["text"]],
  ["a tag after code with a backtick", "`` ` `` <img src=x>", ["inlineCode", "text"]],
])("%s stays in its cell, and is no tag", (_, text, kinds) => {
  expect(cellsOf(text)).toEqual([kinds, ["text"]]);
});
