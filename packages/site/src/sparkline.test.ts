import fc from "fast-check";
import { expect, test } from "vitest";
import { sparkline } from "./sparkline.ts";

test("goes from the left to the right, the largest value on top", () => {
  // 72 by 18 with 3 left free at each edge: three steps of 22 across, twelve up.
  expect(sparkline([0, 1, 0.5, 1])?.markup).toContain('points="3.0,15.0 25.0,3.0 47.0,9.0 69.0,3.0"');
});

test("of one value, or none, there is nothing to draw; equal values are a level line", () => {
  expect(sparkline([])).toBeNull();
  expect(sparkline([1])).toBeNull();
  expect(sparkline([5, 5])?.markup).toContain('points="3.0,9.0 69.0,9.0"');
});

test("stays in its frame for all finite numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2 }), (values) => {
      const points = /points="([^"]*)"/.exec(sparkline(values)?.markup ?? "")?.[1]?.split(" ") ?? [];
      expect(points.length).toBe(values.length);
      for (const point of points) {
        const [x = -1, y = -1] = point.split(",").map(Number);
        expect(x >= 3 && x <= 69 && y >= 3 && y <= 15, point).toBe(true);
      }
    }),
  );
});
