import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

async function* counted(count: number) {
  for (let item = 0; item < count; item++) yield item;
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

test("results come in order, with no more under way than allowed, however long each takes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(30)), fc.integer({ min: 1, max: 5 }), async (lengths, concurrency) => {
      let running = 0;
      let most = 0;
      const results: number[] = [];
      const work = async (item: number) => {
        most = Math.max(most, ++running);
        await turns(lengths[item] ?? 0);
        running--;
        return item;
      };
      for await (const result of inOrder(counted(lengths.length), concurrency, work)) results.push(result);
      expect(results).toEqual(lengths.map((_, at) => at));
      expect(most).toBeLessThanOrEqual(concurrency);
    }),
  );
});

test("of several failures the first in order is thrown, and none is left unhandled", async () => {
  const work = async (item: number) => {
    await turns(item === 1 ? 20 : 0);
    if (item > 0) throw new Error(`item ${item}`);
    return item;
  };
  const run = async () => {
    for await (const _ of inOrder(counted(4), 4, work));
  };
  await expect(run()).rejects.toThrow("item 1");
});

test("what waits for a slow one before it is bounded", async () => {
  let started = 0;
  let free = () => {};
  const slow = new Promise<void>((resolve) => {
    free = resolve;
  });
  const work = async (item: number) => {
    started++;
    if (item === 0) await slow;
    return item;
  };
  const run = (async () => {
    for await (const _ of inOrder(counted(100), 2, work));
  })();
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  expect(started).toBe(8);
  free();
  await run;
  expect(started).toBe(100);
});
