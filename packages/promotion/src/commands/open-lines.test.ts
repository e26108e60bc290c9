import fc from "fast-check";
import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import { openLines } from "./open-lines.ts";

const COMMAND = "/hold ranker";

function lines(...text: readonly string[]): readonly number[] {
  return openLines(text.join("\n")).open.map(({ number }) => number);
}

describe("a line counts", () => {
  test.each([
    [[COMMAND], [1]],
    [["Looks good.", "", COMMAND, "after lunch"], [3]],
    [
      [COMMAND, "/resume ranker"],
      [1, 2],
    ],
    [["> quoted", "", COMMAND], [3]],
    [["```sh", COMMAND, "```", COMMAND], [4]],
    [["~~~ a `b`", COMMAND, "```", "  ~~~~  ", COMMAND], [5]],
    [["see <https://example.com>", "", COMMAND], [3]],
  ])("of the comment itself: %#", (text, numbers) => {
    expect(lines(...text)).toEqual(numbers);
  });
});

describe("a line does not count", () => {
  test.each([
    [["please", COMMAND]],
    [[`  ${COMMAND}`]],
    [[`    ${COMMAND}`]],
    [[`> ${COMMAND}`]],
    [["> quoted", COMMAND]],
    [["- item", COMMAND]],
    [["```", COMMAND]],
    [["````", "```", COMMAND, "```"]],
    [["```", "    ```", COMMAND]],
    [["~~~", "```", COMMAND]],
    [["- a", "  ```", "  b", "```", COMMAND]],
    [["    ```", "", "```", "", COMMAND]],
    [["<!--", "", COMMAND, "", "-->"]],
    [["<details>", "", COMMAND, "", "</details>"]],
    [["a <b", "", COMMAND]],
    [["<pre>", "", COMMAND]],
    [["$$", "", COMMAND, "", "$$"]],
    [["/rollback a `b", "/hold c`"].slice(1).map((line) => `x ${line}`)],
  ])("in quotes, lists, code or what hides it: %#", (text) => {
    expect(lines(...text)).toEqual([]);
  });

  test.each([
    [["Thanks", "", "________________________________", "From: Eve", "", COMMAND]],
    [["Thanks", "", "-----Original Message-----", "", COMMAND]],
    [["Thanks", "", "--- Ursprüngliche Nachricht ---  ", "", COMMAND]],
    [["Thanks", "", "To: acme/ranker [mailto:reply+abc@reply.github.com]", "", COMMAND]],
    [["Thanks", "", "From: Eve <notifications@github.com>", "", COMMAND]],
  ])("in the letter that somebody answered by mail, whose lines carry no mark: %#", (text) => {
    expect(lines(COMMAND, "", ...text)).toEqual([1]);
  });

  test("where the one before it goes on", () => {
    expect(lines("/rollback a `b", "/hold c`")).toEqual([1]);
    expect(lines("/rollback a [b", "/hold c](https://example.com)")).toEqual([1]);
    expect(lines("/rollback a ~~b", "/hold c~~")).toEqual([1]);
  });
});

test("every kind of line end is one", () => {
  expect(openLines(`a\r\n\r\n${COMMAND}\r\n`).open).toEqual([{ number: 3, text: COMMAND }]);
  expect(openLines(`a\r\r${COMMAND}`).open).toEqual([{ number: 3, text: COMMAND }]);
});

const PIECES = [
  COMMAND,
  "/rollback x `y",
  "",
  "",
  "  ",
  "text",
  "# title",
  "---",
  "===",
  "> quote",
  ">",
  "> ```",
  "- item",
  "  - nested",
  "1. one",
  "- ```",
  "```",
  "````",
  "``` info",
  "```a`b",
  "  ```",
  "   ~~~",
  "    ```",
  "\t```",
  "~~~",
  "`open",
  "`",
  "<!--",
  "-->",
  "<details>",
  "</details>",
  "<div>",
  "<x",
  "<https://example.com>",
  "[a]: /b 'c",
  "'",
  "[^1]: note",
  "    code",
  "| a | b |",
  "|---|---|",
  "* * *",
  "\\",
  "~~struck",
  "**bold",
  "[link](",
  ")",
];

const PARSER = unified().use(remarkParse).use(remarkGfm);

/** The numbers of the lines that a reader of Markdown sees as text of a paragraph or a heading that nothing contains. */
function visibleLines(body: string): ReadonlySet<number> {
  const { children } = PARSER.parse(body);
  const numbers = new Set<number>();
  let isHidden = false;
  for (const node of children) {
    // What is between tags may be folded or hidden by them.
    if (node.type === "html") isHidden = true;
    if (isHidden || (node.type !== "paragraph" && node.type !== "heading")) continue;
    const { start, end } = node.position ?? { start: { line: 1 }, end: { line: 0 } };
    for (let line = start.line; line <= end.line; line++) numbers.add(line);
    for (const line of linesOf(node, ["inlineCode", "html", "link", "delete", "image"])) numbers.delete(line);
  }
  return numbers;
}

/** The lines that nodes of these types go on in: all but the first of each. */
function linesOf(node: Nodes, types: readonly string[]): readonly number[] {
  const own: number[] = [];
  if (types.includes(node.type) && node.position !== undefined) {
    for (let line = node.position.start.line + 1; line <= node.position.end.line; line++) own.push(line);
  }
  return "children" in node ? [...own, ...node.children.flatMap((child) => linesOf(child, types))] : own;
}

test("whatever Markdown is around it, a line that counts is one that a reader sees as text of its own", () => {
  const bodies = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join("\n"));
  let counted = 0;
  fc.assert(
    fc.property(bodies, (body) => {
      const visible = visibleLines(body);
      for (const { number } of openLines(body).open) {
        counted += 1;
        expect(visible.has(number), `line ${number} of ${JSON.stringify(body)}`).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
  expect(counted).toBeGreaterThan(100);
});
