import fc from "fast-check";
import { expect, test } from "vitest";
import { createSmallest } from "./smallest.ts";

test("it keeps what sorting and cutting would keep", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: 0, max: 20 }), (numbers, count) => {
      const smallest = createSmallest<number>(count, (a, b) => a - b);
      for (const number of numbers) smallest.offer(number);
      const sorted = numbers.toSorted((a, b) => a - b);
      expect([...smallest.items()].sort((a, b) => a - b)).toEqual(sorted.slice(0, count));
    }),
  );
});
