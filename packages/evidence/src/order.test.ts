import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints } from "./order.ts";

test("a character beyond the basic plane comes after every one within it, unlike in JavaScript's own order", () => {
  expect(["\u{1d4b3}", "\ufff0", "a/b", "a-b"].sort(compareCodePoints)).toEqual(["a-b", "a/b", "\ufff0", "\u{1d4b3}"]);
});

test("the order is that of the code points, one by one", () => {
  const codePoints = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      const [left, right] = [codePoints(a), codePoints(b)];
      const at = left.findIndex((point, index) => point !== right[index]);
      const expected = at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
      expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(expected));
    }),
  );
});
