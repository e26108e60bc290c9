import fc from "fast-check";
import { expect, test } from "vitest";
import { shardCases } from "./shard-cases.ts";
import { collect, draftOf, sourceOf } from "./test-drafts.ts";

const idsArbitrary = fc.uniqueArray(fc.string(), { maxLength: 100 });

async function shardOf(ids: readonly string[], index: number, of: number, test = "t"): Promise<string[]> {
  const source = shardCases(sourceOf(ids.map((id) => draftOf("", id))), { index, of }, test);
  return (await collect(source)).map(({ id }) => id);
}

test("all shards together have every case once, each in the source's order", async () => {
  await fc.assert(
    fc.asyncProperty(idsArbitrary, fc.integer({ min: 1, max: 12 }), async (ids, of) => {
      const shards = await Promise.all(Array.from({ length: of }, (_, index) => shardOf(ids, index + 1, of)));
      for (const shard of shards) expect(shard).toEqual(ids.filter((id) => shard.includes(id)));
      expect(shards.flat().sort()).toEqual(ids.toSorted());
    }),
  );
});

test("a case falls on its shard whatever stands beside it", async () => {
  await fc.assert(
    fc.asyncProperty(idsArbitrary, fc.nat(), async (ids, at) => {
      const some = ids.filter((_, place) => place !== at % ids.length);
      const all = await shardOf(ids, 2, 3);
      expect(await shardOf(some, 2, 3)).toEqual(all.filter((id) => some.includes(id)));
    }),
  );
});

test("shards are about as large as each other, and differ from test to test", async () => {
  const ids = Array.from({ length: 8_000 }, (_, index) => `case ${index}`);
  for (let index = 1; index <= 8; index++) {
    // 1,000 expected; binomial, standard deviation 29.6: five of them either way.
    const { length } = await shardOf(ids, index, 8);
    expect(Math.abs(length - 1_000)).toBeLessThan(150);
  }
  expect(await shardOf(ids, 1, 8, "a")).not.toEqual(await shardOf(ids, 1, 8, "b"));
});
