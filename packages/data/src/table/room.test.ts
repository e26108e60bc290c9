import fc from "fast-check";
import { expect, test } from "vitest";
import { roomFor } from "./room.ts";

test("room doubles until enough of the file is read, then is what all of it needs and a twentieth more", () => {
  expect(roomFor(4096, { bytesRead: 2 ** 20, size: 2 ** 30 })).toBe(8192);
  expect(roomFor(1_000_000, { bytesRead: 10 ** 8, size: 10 ** 9 })).toBe(10_500_000);
  expect(roomFor(1_000_000, { bytesRead: 10 ** 8, size: 10 ** 8 })).toBe(2_000_000);
});

test("there is always room for one more, and never for more than sixteen times as many", () => {
  const bytes = fc.integer({ min: 0, max: 2 ** 50 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 }), bytes, bytes, (count, bytesRead, size) => {
      const room = roomFor(count, { bytesRead, size });
      expect(room).toBeGreaterThan(count);
      expect(room).toBeLessThanOrEqual(16 * count);
    }),
  );
});
