import fc from "fast-check";
import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, test } from "vitest";
import { type LineKind, NO_BLOCKS, readLine } from "./markdown-blocks.ts";

const PARSER = unified().use(remarkParse).use(remarkGfm).freeze();

const PIECES = [
  "",
  "",
  "word",
  "two words",
  "# head",
  "===",
  "---",
  "* * *",
  "```",
  "````",
  "```js",
  "```a`b",
  "~~~",
  "~~~ a`b",
  "   ```",
  "    ```",
  "    indented",
  "\ttab",
  "> quote",
  ">",
  "> ```",
  "> - item",
  ">\tcode",
  "- item",
  // What may not interrupt a paragraph stands after one here: remark, unlike CommonMark, takes indented code for one.
  "word\n\n-",
  "word\n-",
  "- ```",
  "-     code",
  "  inner",
  "  ```",
  "1. one",
  "word\n\n2. two",
  "word\n2. two",
  "word\n\n10) ten",
  "   three",
  "- - nested",
  "<div>",
  "</div>",
  "<pre>",
  "word</pre>",
  "<details><summary>fold</summary>",
  // By itself: remark ends it where a paragraph of an item or a quotation ended just before, CommonMark does not.
  "\n<x-tag>",
  "a <b>bold</b>",
  "<!--",
  "-->",
  "<!-- whole -->",
  "<?php",
  "?>",
  "<!DOCTYPE x",
  "<![CDATA[",
  "]]>",
  "| a | b |",
  "| - | - |",
];

/** What each line of the text is by the parser of remark; null where it says nothing, as of an empty line. */
function kindsByRemark(text: string): readonly (LineKind | null)[] {
  const kinds: (LineKind | null)[] = text.split("\n").map(() => null);
  const mark = (node: Nodes, kind: LineKind) => {
    const { start, end } = node.position ?? { start: { line: 1 }, end: { line: 0 } };
    for (let line = start.line; line <= end.line; line++) kinds[line - 1] = kind;
  };
  const visit = (node: Nodes): void => {
    if (node.type === "code" || node.type === "html") mark(node, node.type);
    else if (node.type === "paragraph" || node.type === "heading" || node.type === "table") mark(node, "text");
    else if ("children" in node) node.children.forEach(visit);
  };
  visit(PARSER.parse(text));
  return kinds;
}

function kindsByUs(text: string): readonly LineKind[] {
  let blocks = NO_BLOCKS;
  return text.split("\n").map((line) => {
    const read = readLine(blocks, line);
    blocks = read.blocks;
    return read.kind;
  });
}

/** Where both say what a line is, they agree; a rule between blocks remark does not place, an empty line in code we do. */
function differences(text: string): readonly string[] {
  const ours = kindsByUs(text);
  return kindsByRemark(text).flatMap((theirs, index) => {
    const own = ours[index];
    return theirs === null || own === theirs || own === "blank"
      ? []
      : [`line ${index + 1}: ${own}, by remark ${theirs}`];
  });
}

test("lines are code, HTML and text as remark reads them, whatever is in whatever", () => {
  let lines = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      lines += pieces.length;
      expect(differences(pieces.join("\n"))).toEqual([]);
    }),
    { numRuns: 1_200 },
  );
  expect(lines).toBeGreaterThan(4_000);
});
