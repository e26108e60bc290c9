import fc from "fast-check";
import { expect, test } from "vitest";
import { visibleText } from "./visible-text.ts";

test.each([
  ["half a surrogate pair", "a\ud800b", "a\ufffdb"],
  ["a NUL and an escape", "a\0b\x1b[31mc", "ab[31mc"],
  ["text turned round", "user\u202etxt.exe\u2066x\u2069", "usertxt.exex"],
  ["zero widths in an address", "ann@exa\u200bmple\ufeff.o\u2060rg", "ann@example.org"],
  ["joiners between Latin letters", "ann@ex\u200da\u200cmple.org", "ann@example.org"],
  ["tags that only a model reads", `fine${String.fromCodePoint(0xe0049, 0xe0067, 0xe006e)}`, "fine"],
  ["soft hyphens and fillers", "sec\u00adret\u3164\u115f", "secret"],
  ["lines of other systems", "a\r\nb\rc\u2028d", "a\nb\nc\nd"],
  ["letters put together", "e\u0301", "\u00e9"],
  ["marks piled up", `a${"\u0336".repeat(500)}b`, `a${"\u0336".repeat(4)}b`],
])("%s", (_, given, seen) => {
  expect(visibleText(given)).toBe(seen);
});

test("joiners stay where Persian, Hindi and emoji need them, and pictures stay pictures", () => {
  for (const text of [
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0915\u094d\u200d\u0937",
    "👩\u200d🚀",
    "❤\ufe0f",
  ]) {
    expect(visibleText(text)).toBe(text);
  }
});

test("whatever is given comes out whole, without controls, and the same again", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      ),
      (text) => {
        const visible = visibleText(text);
        expect(visible.isWellFormed()).toBe(true);
        expect(visible).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
        expect(visibleText(visible)).toBe(visible);
      },
    ),
  );
});
