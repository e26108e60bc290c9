import fc from "fast-check";
import { expect, test } from "vitest";
import { windowsBetween } from "./windows.ts";

const query = { metric: "errors", queries: { candidate: "a", baseline: "b" } };

test("windows are whole, and at the same places however often they are asked for", () => {
  // 10:02 to 10:21 by hand: 10:05, 10:10 and 10:15 start whole windows of five minutes.
  const minute = 60_000;
  const at = (minutes: number) => Date.UTC(2026, 0, 31, 10, minutes);
  const asked = { ...query, from: at(2), until: at(21), window: 5 * minute };
  expect(windowsBetween(asked, "x")).toEqual({ start: at(5), length: 5 * minute, count: 3 });
  expect(windowsBetween({ ...asked, from: at(5), until: at(20) }, "x").count).toBe(3);
  expect(windowsBetween({ ...asked, until: at(9) }, "x").count).toBe(0);
  expect(windowsBetween({ ...asked, until: at(1) }, "x").count).toBe(0);
});

test("every window lies between the two times, and no whole one is left out", () => {
  const time = fc.integer({ min: -1e12, max: 1e13 });
  fc.assert(
    fc.property(time, fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 1_000, max: 1e7 }), (from, span, window) => {
      const { start, count, length } = windowsBetween({ ...query, from, until: from + span, window }, "x");
      expect(length).toBe(window);
      expect(Math.abs(start % window)).toBe(0);
      expect(start - from).toBeGreaterThanOrEqual(0);
      expect(start - from).toBeLessThan(window);
      if (count > 0) expect(start + count * window).toBeLessThanOrEqual(from + span);
      expect(start + (count + 1) * window).toBeGreaterThan(from + span);
    }),
  );
});

test("lengths that are none and windows beyond number are refused", () => {
  for (const window of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => windowsBetween({ ...query, from: 0, until: 1, window }, "prom")).toThrow(
      "prom: the window of errors must be a whole number of milliseconds above 0",
    );
  }
  expect(() => windowsBetween({ ...query, from: 0, until: 110_001, window: 1 }, "prom")).toThrow(
    "prom: errors would have 110001 windows; 110000 are allowed",
  );
});
