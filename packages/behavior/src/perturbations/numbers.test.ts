import fc from "fast-check";
import { expect, test } from "vitest";
import { changeText } from "./change-text.ts";
import { numbers } from "./numbers.ts";

/** Every number that a thousand seeds put for the text's. */
function drawnFor(text: string): number[] {
  const drawn = Array.from({ length: 1_000 }, (_, seed) => changeText(numbers({ by: "numbers" }), text, seed)).flat();
  return [...new Set(drawn)].map(Number).sort((a, b) => a - b);
}

// By hand from CheckList's change_number: from x - min(c, x - 1) to x + c, without x; c = trunc(x / 5) + 1.
test.each([
  ["1", [2]],
  ["3", [2, 4]],
  ["5", [3, 4, 6, 7]],
  ["10", [7, 8, 9, 11, 12, 13]],
  ["0", [1]],
])("for %s every number within its fifth and one is put, none else", (text, expected) => {
  expect(drawnFor(text)).toEqual(expected);
});

test("of a long text with thousands of numbers no more texts are made than are drawn", () => {
  const text = Array.from({ length: 20_000 }, (_, index) => index + 10).join(" ");
  expect(new Set(changeText(numbers({ by: "numbers" }), text)).size).toBe(10);
});

test("2 and 4 stay, as do parts of words, fractions, dates, times and numbers written otherwise", () => {
  for (const text of [
    "this is 4 you 2",
    "3.5",
    "1,000",
    "10:30",
    "2024-05-06",
    "5th",
    "v3",
    "007",
    "٣",
    "1/2",
    "10.5.1",
  ]) {
    expect(changeText(numbers({ by: "numbers" }), text), text).toEqual([]);
  }
});

test("one number is changed at a time, wherever it stands as a whole", () => {
  const changed = changeText(numbers({ by: "numbers", take: 50 }), "$3, 3% of 50, 3.5.");
  for (const text of changed)
    expect(text).toMatch(/^\$([24]), \1% of 50, 3\.5\.$|^\$3, 3% of (39|4\d|5\d|6[01]), 3\.5\.$/);
  // 2 for the 3, and up to 22 from 39 to 61 for the 50.
  expect(changed.length).toBeGreaterThan(10);
  expect(new Set(changed).size).toBe(changed.length);
});

test("any number that is put is within a fifth and one, above 0", () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 999_999_999_999_999 }), fc.nat(), (value, seed) => {
      const changed = changeText(numbers({ by: "numbers" }), String(value), seed).map(Number);
      for (const other of changed) {
        expect(Math.abs(other - value)).toBeLessThanOrEqual(value / 5 + 1);
        expect(other).toBeGreaterThan(0);
        expect(Number.isSafeInteger(other)).toBe(true);
      }
      expect(changed.length).toBeGreaterThan(0);
    }),
  );
});
