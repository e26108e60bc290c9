import { expect, test } from "vitest";
import { readPruneDate } from "./prune-date.ts";

const now = new Date("2026-03-31T23:00:00Z");

test.each([
  ["2026-01-31", "2026-01-31"],
  ["2026-03-31", "2026-03-31"],
  ["1 day", "2026-03-30"],
  ["90 days", "2025-12-31"],
  ["1 month", "2026-02-28"],
  ["13 months", "2025-02-28"],
  ["2 years", "2024-03-31"],
  ["999 years", "1027-03-31"],
])("%s, on 2026-03-31, is %s", (text, date) => {
  expect(readPruneDate(text, now)).toBe(date);
});

test("a leap day has a day a year before", () => {
  expect(readPruneDate("1 year", new Date("2024-02-29T00:00:00Z"))).toBe("2023-02-28");
});

test.each(["", "2026-02-30", "2026-1-1", "0 days", "-1 months", "13 moons", "1000 years", "yesterday"])(
  "%j is refused",
  (text) => {
    expect(() => readPruneDate(text, now)).toThrow(/a date such as 2026-01-31 or an age/);
  },
);

test("a day to come is refused: nothing would be left", () => {
  expect(() => readPruneDate("2026-04-01", now)).toThrow(/yet to come/);
});
