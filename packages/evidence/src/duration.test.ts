import { expect, test } from "vitest";
import { secondsOf } from "./duration.ts";

test("a whole number of seconds, minutes, hours or days is its seconds", () => {
  expect(["45s", "30m", "4h", "1d", "1 d"].map(secondsOf)).toEqual([45, 1_800, 14_400, 86_400, 86_400]);
  expect(secondsOf("366d")).toBe(31_622_400);
});

test.each(["", "0h", "1", "1.5h", "-1h", "h", "1w", "1H", "367d", "999999999d", "1h30m", "01h"])(
  "%j is none",
  (text) => {
    expect(secondsOf(text)).toBeNull();
  },
);
