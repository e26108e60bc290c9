import { expect, test } from "vitest";
import { drawPeople } from "./people.ts";

const PEOPLE = drawPeople(10_000, 1);

function shareOf(isOne: (person: (typeof PEOPLE)[number]) => boolean): number {
  return PEOPLE.filter(isOne).length / PEOPLE.length;
}

// Five standard deviations of a share among 10,000 are at most 0.025.
test("a quarter speak Spanish, 35 % German; half of all come fewer than 0.925 times a day", () => {
  expect(Math.abs(shareOf(({ language }) => language === "es") - 0.25)).toBeLessThan(0.025);
  expect(Math.abs(shareOf(({ language }) => language === "de") - 0.35)).toBeLessThan(0.025);
  // Pareto's median is its least value times the tail's root of two: 0.6 × 2^(1 / 1.6) = 0.9253.
  expect(Math.abs(shareOf(({ visitsADay }) => visitsADay < 0.9253) - 0.5)).toBeLessThan(0.025);
});

test("a few come all day: one of a hundred more than ten times, nobody more than sixty times", () => {
  // (0.6 / 10)^1.6 = 0.0111.
  expect(Math.abs(shareOf(({ visitsADay }) => visitsADay > 10) - 0.0111)).toBeLessThan(0.0053);
  expect(shareOf(({ visitsADay }) => visitsADay > 60)).toBe(0);
});

test("the first people are the same, however many there are, and others under another seed", () => {
  expect(drawPeople(10, 1)).toEqual(PEOPLE.slice(0, 10));
  expect(drawPeople(10, 2)).not.toEqual(PEOPLE.slice(0, 10));
});
