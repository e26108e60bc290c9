import fc from "fast-check";
import { expect, test } from "vitest";
import { changeText } from "./change-text.ts";
import { typos } from "./typos.ts";

test("a typo swaps two differing neighbours and nothing else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.maxSafeInteger(), (text, seed) => {
      const [typed = ""] = changeText(typos({ by: "typos" }), text, seed);
      if (new Set(text).size < 2) {
        expect(typed).toBe(text);
        return;
      }
      const [before, after] = [Array.from(text), Array.from(typed)];
      const moved = before.flatMap((character, place) => (character === after[place] ? [] : [place]));
      expect(moved).toHaveLength(2);
      expect(moved[1]).toBe((moved[0] ?? 0) + 1);
      expect(after.toSorted()).toEqual(before.toSorted());
    }),
  );
});

test("several swaps move more", () => {
  const far = Array.from({ length: 50 }, (_, seed) => {
    const [typed = ""] = changeText(typos({ by: "typos", swaps: 3 }), "abcdefghij", seed);
    return Array.from(typed).filter((character, place) => character !== "abcdefghij"[place]).length;
  });
  expect(Math.max(...far)).toBe(6);
});
