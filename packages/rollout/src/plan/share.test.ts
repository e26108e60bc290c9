import fc from "fast-check";
import { expect, test } from "vitest";
import { isWhole, shareOf, TOTAL_WEIGHT, weightOf } from "./share.ts";

test.each([
  ["1%", 0.01],
  ["1 %", 0.01],
  ["0.5%", 0.005],
  ["12.345%", 0.12345],
  ["0.001%", 0.00001],
  ["100%", 1],
  ["100.000%", 1],
])("%j is %d", (text, share) => {
  expect(shareOf(text)).toBe(share);
});

test.each([
  "1",
  "0.05",
  "5",
  "0%",
  "0.0001%",
  "100.001%",
  "101%",
  "1e2%",
  "-1%",
  "+1%",
  "1,5%",
  ".5%",
  "5.%",
  "٥%",
  "5%%",
  " 5%",
  "",
])("%j is no share", (text) => {
  expect(shareOf(text)).toBeNull();
});

test("every weight has one share, and every share its weight", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: TOTAL_WEIGHT }), (weight) => {
      const text = `${Math.floor(weight / 1_000)}.${String(weight % 1_000).padStart(3, "0")}%`;
      const share = shareOf(text);
      expect(share).toBe(weight / TOTAL_WEIGHT);
      expect(weightOf(share ?? 0)).toBe(weight);
      expect(isWhole(share ?? 0)).toBe(true);
    }),
  );
  expect(isWhole(0.000015)).toBe(false);
  expect(isWhole(1 / 3)).toBe(false);
});
