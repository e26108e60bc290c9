import fc from "fast-check";
import { expect, test } from "vitest";
import { HOSTILE_NAMES, hostileText } from "../test/hostile.ts";
import { elementsOf, referencesIn, rendered, tagsOf, textOf } from "../test/rendered.ts";
import type { Inline, Text } from "./block.ts";
import { markdownText } from "./markdown-text.ts";
import { plainText } from "./text.ts";
import { makeVisible } from "./visible.ts";

const { inline } = fc.letrec<{ inline: Inline; text: Text }>((tie) => ({
  inline: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    hostileText,
    fc.record({ kind: fc.constant("code" as const), text: hostileText }),
    fc.record({ kind: fc.constant("mark" as const), mark: fc.constantFrom("bad" as const, "good" as const) }),
    fc.record({ kind: fc.constantFrom("strong" as const, "soft" as const), text: tie("text") }),
    fc.record({
      kind: fc.constant("link" as const),
      href: fc.constant("https://example.com/a?b=1&c=(2)"),
      text: tie("text"),
    }),
  ),
  text: fc.array(tie("inline"), { maxLength: 3 }),
}));
const lines = fc.array(inline, { minLength: 1, maxLength: 4 });

test.each(["a|b", "`", "``a``", "a`b", " x ", "", "@team", "<!-- x -->", "#12", "$a$", "two\nlines", "\\|"])(
  "code %j is one code element with just that text, in a table too",
  (text) => {
    const markdown = markdownText({ kind: "code", text }, "markdown");
    const tree = rendered(`| ${markdown} | x |\n| --- | --- |\n| ${markdown} | x |`);
    expect(elementsOf(tree, "code").map(textOf)).toEqual([makeVisible(text), makeVisible(text)]);
    expect(elementsOf(tree, "td")).toHaveLength(2);
    expect(markdown).not.toContain("<!--");
  },
);

test("plain code and plain strong text are written as Markdown, which reads well as source", () => {
  expect(markdownText({ kind: "code", text: "npx airworthy --help" }, "markdown")).toBe("`npx airworthy --help`");
  expect(markdownText({ kind: "strong", text: "1 regression" }, "markdown")).toBe("**1 regression**");
});

test("inside raw HTML only tags are used, since Markdown would be shown as it is", () => {
  const text: Text = [
    { kind: "strong", text: "a" },
    { kind: "code", text: "b" },
    { kind: "link", href: "https://example.com/?x=1&y=2", text: "c" },
  ];
  expect(markdownText(text, "html")).toBe(
    '<strong>a</strong><code>b</code><a href="https://example.com/?x=1&amp;y=2">c</a>',
  );
});

test("neighbours cannot make together what neither is alone", () => {
  const pairs: Text[] = [
    ["@", "team"],
    ["#", "12"],
    ["abc", "def0"],
    ["https", "://example.com"],
    ["www", ".example.com"],
    [":me", "ga:"],
    ["!", { kind: "link", href: "https://example.com", text: "x" }],
    ["`", { kind: "code", text: "a" }, { kind: "code", text: "b" }, "`"],
    [{ kind: "strong", text: "a" }, { kind: "strong", text: "b" }, "*"],
    ["<", "!-- x -->"],
  ];
  for (const text of pairs) {
    const tree = rendered(markdownText(text, "markdown"));
    expect(textOf(tree)).toBe(plainText(text));
    expect(tagsOf(tree).has("img")).toBe(false);
    expect(referencesIn(tree)).toEqual([]);
  }
});

test("a link whose address is not of the web is only its text", () => {
  for (const href of ["javascript:alert(1)", "", "data:x"]) {
    expect(markdownText({ kind: "link", href, text: "x" }, "markdown")).toBe("x");
  }
});

test("any line of any pieces shows its text, with no element but those asked for", () => {
  fc.assert(
    fc.property(lines, (text) => {
      fc.pre(makeVisible(plainText(text)).trim() !== "");
      for (const surface of ["markdown", "html"] as const) {
        const markdown = markdownText(text, surface);
        const tree = rendered(surface === "html" ? `<div>${markdown}</div>` : markdown);
        expect(textOf(tree)).toBe(makeVisible(plainText(text)));
        expect(markdown).not.toMatch(/<!--|\n/);
        const allowed = ["p", "div", "span", "strong", "sub", "code", "a"];
        expect([...tagsOf(tree)].filter((tag) => !allowed.includes(tag))).toEqual([]);
        for (const link of elementsOf(tree, "a"))
          expect(link.properties["href"]).toBe("https://example.com/a?b=1&c=%282%29");
        expect(referencesIn(tree)).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});

test("every hostile name is shown as code, strong and small alike", () => {
  for (const name of HOSTILE_NAMES) {
    const text: Text = [
      "x",
      { kind: "strong", text: name },
      { kind: "soft", text: name },
      { kind: "code", text: name },
      "x",
    ];
    expect(textOf(rendered(markdownText(text, "markdown"))), name).toBe(makeVisible(plainText(text)));
  }
});
