import fc from "fast-check";
import { expect, test } from "vitest";
import { FirstFew } from "./first-few.ts";

test("the first in order are kept, whatever order they come in", () => {
  const items = fc.uniqueArray(fc.integer(), { maxLength: 100 });
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 10 }), (all, most) => {
      const few = new FirstFew<number>(most, (a, b) => a - b);
      for (const item of all) few.add(item);
      expect(few.list()).toEqual(all.toSorted((a, b) => a - b).slice(0, most));
    }),
  );
});

test("what is not wanted would not be kept", () => {
  const few = new FirstFew<number>(2, (a, b) => a - b);
  for (const item of [5, 1, 3]) few.add(item);
  few.list();
  expect([few.wants(2), few.wants(4)]).toEqual([true, false]);
});
