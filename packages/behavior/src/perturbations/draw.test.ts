import { createRandom } from "@airworthy/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { draw, reorder } from "./draw.ts";

const itemsArbitrary = fc.uniqueArray(fc.integer(), { maxLength: 20 });

test("draws are different items of the list, as many as asked for where there are as many", () => {
  fc.assert(
    fc.property(itemsArbitrary, fc.nat({ max: 25 }), fc.maxSafeInteger(), (items, count, seed) => {
      const drawn = draw(items, count, createRandom(seed));
      expect(new Set(drawn).size).toBe(Math.min(count, items.length));
      for (const item of drawn) expect(items).toContain(item);
      expect(draw(items, count, createRandom(seed))).toEqual(drawn);
    }),
  );
});

test("every pair is drawn about as often as any other", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6_000; seed++) {
    const pair = draw(["a", "b", "c"], 2, createRandom(seed)).join("");
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  // 1,000 expected for each of 6; binomial, standard deviation 28.9: five of them either way.
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(145);
});

test("another order has the same items, and is never the one they had", () => {
  fc.assert(
    fc.property(itemsArbitrary, fc.maxSafeInteger(), (items, seed) => {
      const order = reorder(items, createRandom(seed));
      expect(order.toSorted()).toEqual(items.toSorted());
      if (items.length > 1) expect(order).not.toEqual(items);
    }),
  );
});
