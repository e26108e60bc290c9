import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readXmlTags } from "./xml-tags.ts";

function tagsOf(text: string): string[] {
  const seen: string[] = [];
  readXmlTags(text, "r.xml", {
    open: (name, attributes, { depth }) => seen.push(`${depth}<${name} ${JSON.stringify([...attributes])}`),
    close: (name, depth) => seen.push(`${depth}>${name}`),
  });
  return seen;
}

function problem(text: string): string {
  try {
    tagsOf(text);
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}

test("tags come in order with their depth; comments, instructions and text are passed over", () => {
  const text = `\ufeff<?xml version="1.0"?>\n<!-- <x> --><a>text <b c='1' d = "2"/><![CDATA[<e>]]> &nbsp; </a >\n<!-- end -->\n`;
  expect(tagsOf(text)).toEqual(["0<a []", '1<b [["c","1"],["d","2"]]', "1>b", "0>a"]);
});

test("references in attributes are resolved, and those to what XML cannot hold become U+FFFD", () => {
  const raw = "&amp;lt; &lt;&gt;&quot;&apos; &#65;&#x1F600; &#0;&#x1b;&#xD800;&#x110000; \t\n|&#10;|";
  const value = "&lt; <>\"' A😀 \ufffd\ufffd\ufffd\ufffd   |\n|";
  expect(tagsOf(`<a b="${raw}"/>`)).toEqual([`0<a ${JSON.stringify([["b", value]])}`, "0>a"]);
});

describe("what is not well-formed, or would have to be resolved, is refused with its line", () => {
  test.each([
    ["", "r.xml, line 1: no element was found"],
    [
      "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a/>",
      "r.xml, line 2: a document type",
    ],
    ['<a b="&bomb;"/>', 'r.xml, line 1: not well-formed XML: a lone "&" or an unknown entity in b'],
    ['<a b="x & y"/>', 'not well-formed XML: a lone "&"'],
    ["<a>\n</b>", "r.xml, line 2: </b> closes <a>"],
    ["<a/></a>", "</a> closes nothing"],
    ["<a>\n<b>", "r.xml, line 2: <b> is not closed"],
    ["<a/><b/>", "there is more than one root element"],
    ["x<a/>", "text outside of the root element"],
    ["<a/>x", "text outside of the root element"],
    ["<a b=1/>", "<a> has an attribute that cannot be read"],
    ["<a b='1' b='2'/>", "<a> has the attribute b twice"],
    ["<a b='<'/>", "<a> has an attribute that cannot be read"],
    ["<a", "<a> has an attribute that cannot be read"],
    ["<a><!-- </a>", "what begins here does not end"],
    ["<a>< b/></a>", "not well-formed XML: a tag was expected"],
    ["<![CDATA[x]]>", "a document type was given"],
    ["<a>".repeat(101), "nested deeper than 100 elements"],
    [`<a ${Array.from({ length: 101 }, (_, n) => `b${n}=""`).join(" ")}/>`, "<a> has more than 100 attributes"],
  ])("%.40s", (text, message) => {
    expect(problem(text)).toContain(message);
  });
});

test("any attribute's value comes back from its escaped form", () => {
  const written = (text: string) => text.replace(/[&<"\t\n\r]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      fc.pre(!/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(value));
      expect(tagsOf(`<a b="${written(value)}"/>`)[0]).toBe(`0<a ${JSON.stringify([["b", value]])}`);
    }),
  );
});

test("no text causes anything but tags or a UserError", () => {
  const almost = fc.string({ unit: fc.constantFrom(..."<>/=\"'&;#x1a b!-?[]\n", "<!--", "<![CDATA["), maxLength: 30 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), almost), (text) => {
      expect(problem(text)).not.toContain("a bug");
    }),
    { numRuns: 500 },
  );
});
