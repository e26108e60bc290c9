import fc from "fast-check";
import { expect, test } from "vitest";
import { readRetryAfter, waitAfter } from "./waiting.ts";

test("what the server asks for is waited", () => {
  expect(waitAfter(1, 7_000, "x")).toBe(7_000);
});

test("else half to all of 0.5, 1, 2, 4 … s is waited, 30 s at most, and the same for the same request", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.string(), (attempt, key) => {
      const wait = waitAfter(attempt, null, key);
      const whole = Math.min(30_000, 500 * 2 ** (attempt - 1));
      expect(wait).toBeGreaterThanOrEqual(whole / 2);
      expect(wait).toBeLessThanOrEqual(whole);
      expect(waitAfter(attempt, null, key)).toBe(wait);
    }),
  );
  expect(new Set(Array.from({ length: 20 }, (_, key) => waitAfter(3, null, String(key)))).size).toBeGreaterThan(10);
});

test("Retry-After is seconds or a date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(readRetryAfter("120", now)).toBe(120_000);
  expect(readRetryAfter("Thu, 01 Jan 2026 00:00:05 GMT", now)).toBe(5_000);
  expect(readRetryAfter("Wed, 31 Dec 2025 00:00:00 GMT", now)).toBe(0);
  for (const header of [undefined, "soon", "-3", "1e99"]) expect(readRetryAfter(header, now)).toBeNull();
});
