import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOSTILE_NAMES, hostileText } from "../test/hostile.ts";
import { elementsOf, referencesIn, rendered, tagsOf, textOf } from "../test/rendered.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { capText, INLINE_CHARACTERS, makeVisible } from "./visible.ts";

/** Every place that untrusted text is put in, and the elements that the place itself makes. */
const PLACES: readonly { name: string; around(text: string): string; own: readonly string[] }[] = [
  { name: "a paragraph", around: (text) => text, own: ["p"] },
  { name: "a heading", around: (text) => `### ${text}`, own: ["h3"] },
  { name: "a list", around: (text) => `- ${text}\n- x`, own: ["ul", "li"] },
  { name: "a quote", around: (text) => `> x\n>\n> ${text}`, own: ["blockquote", "p"] },
  {
    name: "a table",
    around: (text) => `| ${text} | x |\n| --- | --- |\n| x | ${text} |`,
    own: ["table", "thead", "tbody", "tr", "th", "td"],
  },
  {
    name: "a fold",
    around: (text) => `<details><summary>${text}</summary>\n\n${text}\n\n</details>`,
    own: ["details", "summary", "p"],
  },
];

function shown(text: string): string {
  return makeVisible(capText(text));
}

function expectInert(text: string, place: (typeof PLACES)[number]): void {
  const markdown = escapeMarkdown(text);
  expect(markdown).not.toMatch(/<!--|\n/);
  const tree = rendered(place.around(markdown));
  const plain = rendered(place.around("PLACEHOLDER"));
  expect(textOf(tree)).toBe(textOf(plain).replaceAll("PLACEHOLDER", () => shown(text)));
  expect([...tagsOf(tree)].filter((tag) => tag !== "span" && !place.own.includes(tag))).toEqual([]);
  expect(elementsOf(tree).length - elementsOf(tree, "span").length).toBe(elementsOf(plain).length);
  expect(referencesIn(tree)).toEqual([]);
}

describe.each(PLACES)("untrusted text in $name", (place) => {
  test.each(HOSTILE_NAMES.filter((name) => name !== ""))("shows %j as it is and does nothing", (name) => {
    expectInert(name, place);
  });

  test("shows any text as it is and does nothing", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(shown(text).trim() !== "");
        expectInert(text, place);
      }),
      { numRuns: 300 },
    );
  });
});

test("plain words stay plain, so that the comment's source can be read", () => {
  for (const text of ["accuracy, yelp", "f1_score", "79.6 % (+64.4 pp)", "I don't like it!?", "v2.0.0-rc.1"]) {
    expect(escapeMarkdown(text)).toBe(text);
  }
});

test("a mention is broken by an element, since GitHub decodes entities before it looks for mentions", () => {
  expect(escapeMarkdown("@team")).toBe("@<span></span>team");
});

test("a commit's digits are broken so that no part is long enough for a reference, a whole SHA-256 needs no break", () => {
  expect(escapeMarkdown("abcdef0")).toBe("abcdef<span></span>0");
  expect(escapeMarkdown("a".repeat(64))).toBe("a".repeat(64));
});

test("text longer than the cap ends in an ellipsis, and the cap counts code units", () => {
  expect(escapeMarkdown("x".repeat(5_000))).toBe(`${"x".repeat(INLINE_CHARACTERS - 1)}…`);
  expect(escapeMarkdown("x".repeat(INLINE_CHARACTERS))).toBe("x".repeat(INLINE_CHARACTERS));
});
