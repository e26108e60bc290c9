import fc from "fast-check";
import { expect, test } from "vitest";
import { safeHref } from "./href.ts";

test("web addresses are kept, with what could end a link or a cell encoded", () => {
  expect(safeHref("https://example.com/a/commit/abc1234")).toBe("https://example.com/a/commit/abc1234");
  expect(safeHref('https://example.com/a b(c)|d?q=`x`&r="<\'>"')).toBe(
    "https://example.com/a%20b%28c%29%7Cd?q=%60x%60&r=%22%3C%27%3E%22",
  );
});

test("anything but an absolute web address without credentials is refused", () => {
  for (const href of [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.com/x",
    "/x",
    "x",
    "",
    "https://user:secret@example.com/",
    `https://example.com/${"x".repeat(2_000)}`,
  ]) {
    expect(safeHref(href), href).toBeNull();
  }
});

test("whatever goes in, what comes out cannot leave a Markdown link, a table cell or an attribute", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.string().map((text) => `https://x.example/${text}`),
      ),
      (href) => {
        expect(safeHref(href) ?? "").not.toMatch(/[\s()<>|"'`\\[\]{}*]/);
      },
    ),
  );
});
