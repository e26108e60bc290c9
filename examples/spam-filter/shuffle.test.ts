import fc from "fast-check";
import { expect, test } from "vitest";
import { shuffle } from "./shuffle.ts";

test("a shuffle keeps every item once, in an order that is the seed's", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
      const shuffled = shuffle(items, seed);
      expect(shuffled.toSorted()).toEqual(items.toSorted());
      expect(shuffle(items, seed)).toEqual(shuffled);
    }),
  );
});

// Four standard deviations of 6,000 draws at 1/6 each: 115.
test("every order is as likely", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6_000; seed++) {
    const order = shuffle(["a", "b", "c"], seed).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const [order, count] of counts) expect(Math.abs(count - 1_000), order).toBeLessThan(116);
});
