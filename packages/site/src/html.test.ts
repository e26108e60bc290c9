import fc from "fast-check";
import { expect, test } from "vitest";
import { html, sentence } from "./html.ts";

test("what stands in a place is escaped, in text and in an attribute; markup, numbers and lists are kept", () => {
  const name = `<b title="x">'&'</b>`;
  const shown = "&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;";
  expect(html`<a title="${name}">${name}</a>`.markup).toBe(`<a title="${shown}">${shown}</a>`);
  expect(html`${html`<b>${1}</b>`}${null}${[html`<i>`, "<", ["x"]]}`.markup).toBe("<b>1</b><i>&lt;x");
});

test("what cannot be seen is named, and a text of any length keeps to a line's, a headline to its own", () => {
  expect(html`${"a\u202Eb\nc"}`.markup).toBe("a‹U+202E›b⏎c");
  expect(html`${"x".repeat(10_000)}`.markup).toHaveLength(250);
  expect(sentence(`<${"x".repeat(10_000)}`).markup).toBe(`&lt;${"x".repeat(498)}…`);
});

test("no text opens or closes a tag, an attribute or a reference", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { markup } = html`${text}`;
      expect(markup).not.toMatch(/[<>"']/);
      expect(markup.replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
    }),
  );
});
