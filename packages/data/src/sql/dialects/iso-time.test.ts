import { expect, test } from "vitest";
import { isoTime } from "./iso-time.ts";

test("a time is in UTC, to the millisecond", () => {
  expect(isoTime(0)).toBe("1970-01-01 00:00:00.000");
  // 2 March 2026 is 20,514 days after 1970: 56 years with 14 leap days, and 60 days of 2026.
  expect(isoTime(20_514 * 86_400_000 + 1)).toBe("2026-03-02 00:00:00.001");
});

test.each([Number.NaN, 8.64e15, -8.64e15, Number.POSITIVE_INFINITY])("%d is refused", (time) => {
  expect(() => isoTime(time)).toThrow("are in no year from 1 to 9999");
});
