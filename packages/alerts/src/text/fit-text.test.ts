import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileText } from "../../fixtures/arbitrary-message.ts";
import { escapeSlack } from "../slack/escape-slack.ts";
import { fitLines, fitText } from "./fit-text.ts";

test("text that fits is only escaped, what is unseen in it is named", () => {
  expect(fitText("a < b", 100, escapeSlack)).toBe("a &lt; b");
  expect(fitText("a\n\u202eb", 100)).toBe("a⏎‹U+202E›b");
});

test("text is cut before it is escaped: no escape is cut in two", () => {
  // "<<<<<" takes 20 characters; three times "&lt;" and the ellipsis are 13, twice are 9.
  expect(fitText("<<<<<", 13, escapeSlack)).toBe("&lt;&lt;&lt;…");
  expect(fitText("<<<<<", 12, escapeSlack)).toBe("&lt;&lt;…");
  expect(fitText("abc", 0)).toBe("");
});

test("any text fits any limit", () => {
  fc.assert(
    fc.property(hostileText, fc.integer({ min: -1, max: 300 }), (text, limit) => {
      expect(fitText(text, limit, escapeSlack).length).toBeLessThanOrEqual(Math.max(0, limit));
    }),
  );
});

test("lines are kept whole, and those left out are counted", () => {
  expect(fitLines(["aa", "bb", "cc"], 5)).toEqual({ text: "aa\nbb", left: 1 });
  expect(fitLines(["aa", "bb"], 5)).toEqual({ text: "aa\nbb", left: 0 });
  expect(fitLines(["aaaaaa"], 5)).toEqual({ text: "", left: 1 });
});
