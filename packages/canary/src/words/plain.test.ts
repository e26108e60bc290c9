import fc from "fast-check";
import { expect, test } from "vitest";
import { aboutSoMany, durationInWords, probabilityInWords, shareInWords, timeInWords, waitInWords } from "./plain.ts";

test("a share has no needless decimals, and what is not all never reads as all", () => {
  expect([0.05, 0.125, 1, 0.001, 0.9999].map(shareInWords)).toEqual(["5 %", "12.5 %", "100 %", "0.1 %", "> 99.9 %"]);
});

test("a wait is rounded up, in the unit that a reader can tell", () => {
  const waits: [number, string][] = [
    [0, "a minute"],
    [61, "about 2 min"],
    [7_199, "about 120 min"],
    [7_200, "about 2 h"],
    [39_060, "about 11 h"],
    [172_799, "about 48 h"],
    [172_801, "about 3 days"],
    [1e12, "more than a year"],
    [Number.NaN, "more than a year"],
  ];
  for (const [seconds, words] of waits) expect(waitInWords(seconds)).toBe(words);
});

test("a duration is said exactly", () => {
  expect([86_400, 172_800, 21_600, 5_400, 30, 0].map(durationInWords)).toEqual([
    "1 day",
    "2 days",
    "6 h",
    "90 min",
    "30 s",
    "0 min",
  ]);
});

test("a time is in UTC, whatever its offset", () => {
  expect(timeInWords("2026-03-02T07:15:00+02:00")).toBe("2026-03-02 05:15 UTC");
});

test("an estimate has two digits and is never too low", () => {
  expect([0, 7, 98, 101, 1_187, 10_850].map(aboutSoMany)).toEqual([0, 7, 98, 110, 1_200, 11_000]);
  fc.assert(
    fc.property(fc.nat(), (count) => {
      expect(aboutSoMany(count)).toBeGreaterThanOrEqual(count);
      expect(aboutSoMany(count)).toBeLessThanOrEqual(count * 1.1);
    }),
  );
});

test("a probability has two digits, and is never 0", () => {
  expect([1, 0.7134, 0.00213, 1e-9, 0].map(probabilityInWords)).toEqual([
    "1",
    "0.71",
    "0.0021",
    "< 0.0001",
    "< 0.0001",
  ]);
});
