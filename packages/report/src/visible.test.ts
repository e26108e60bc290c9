import fc from "fast-check";
import { expect, test } from "vitest";
import { capText, makeLinesVisible, makeVisible } from "./visible.ts";

test("what cannot be seen is shown by its code point", () => {
  expect(makeVisible("a\u202Eb\u2066c")).toBe("a‹U+202E›b‹U+2066›c");
  expect(makeVisible("a\u200Bb\uFEFF\u00AD")).toBe("a‹U+200B›b‹U+FEFF›‹U+00AD›");
  expect(makeVisible("\u001b[31m\u0000\u007f\u009b")).toBe("‹U+001B›[31m‹U+0000›‹U+007F›‹U+009B›");
  expect(makeVisible("\uD800x\u{E0041}\uFFFF")).toBe("‹U+D800›x‹U+E0041›‹U+FFFF›");
  expect(makeVisible("a\uFE0Fb\u200Dc")).toBe("a‹U+FE0F›b‹U+200D›c");
});

test("line breaks of every kind become one sign each, tabs another", () => {
  expect(makeVisible("a\nb\r\nc\rd\u2028e\u0085f\tg")).toBe("a⏎b⏎c⏎d⏎e⏎f⇥g");
});

test("in a block of text line breaks stay and nothing else unseen does", () => {
  expect(makeLinesVisible("a\r\nb\u202Ec\n\td")).toBe("a\nb‹U+202E›c\n⇥d");
});

test("writing that needs joiners, and emoji made of several, are left as they are", () => {
  for (const text of ["👩‍🔬", "👩🏽‍🚀", "❤️", "1️⃣", "می‌خواهم", "क्‍ष", "héllo", "數據", "שלום"])
    expect(makeVisible(text)).toBe(text);
});

test("what is visible stays visible: making it so twice changes nothing, and nothing unseen is left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const visible = makeVisible(text);
      expect(makeVisible(visible)).toBe(visible);
      expect(visible).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\u200B\u2060]/u);
    }),
  );
});

test("a cap counts its own ellipsis and never halves a surrogate pair", () => {
  expect(capText("abcdef", 6)).toBe("abcdef");
  expect(capText("abcdefg", 6)).toBe("abcde…");
  expect(capText("abcd😀fg", 6)).toBe("abcd…");
  expect(capText("abc😀efg", 6)).toBe("abc😀…");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
      const capped = capText(text, limit);
      expect(capped.length).toBeLessThanOrEqual(limit);
      expect(capped.isWellFormed()).toBe(true);
    }),
  );
});

test("every character that nobody can see is shown by name, and every other as it is", () => {
  const unseen = /^[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]$/u;
  for (let code = 0; code < 0x3000; code++) {
    const character = String.fromCodePoint(code);
    if (/\p{Cn}/u.test(character) && !/\p{Default_Ignorable_Code_Point}/u.test(character)) continue;
    expect(makeVisible(`a${character}b`) !== `a${character}b`, code.toString(16)).toBe(unseen.test(character));
  }
});
