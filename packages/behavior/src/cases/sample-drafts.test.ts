import { seedFrom } from "@airworthy/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleDrafts } from "./sample-drafts.ts";
import { collect, draftOf, sourceOf } from "./test-drafts.ts";

const textsArbitrary = fc.uniqueArray(fc.string(), { maxLength: 60 });

async function sampled(texts: readonly string[], count: number, seed = 1, test = "t"): Promise<string[]> {
  const source = sourceOf(texts.map((text) => draftOf(text)));
  return (await collect(sampleDrafts(source, count, { seed, test }))).map(({ inputs }) => String(inputs[0]));
}

test("a sample has the cases with the smallest seeds, in the source's order", async () => {
  const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`);
  const ranked = texts.toSorted((a, b) => seedFrom(1, "t", draftOf(a).id) - seedFrom(1, "t", draftOf(b).id));
  const smallest = new Set(ranked.slice(0, 7));
  expect(await sampled(texts, 7)).toEqual(texts.filter((text) => smallest.has(text)));
});

test("the order of the source changes the order of a sample and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(textsArbitrary, fc.integer({ min: 1, max: 20 }), async (texts, count) => {
      expect((await sampled(texts.toReversed(), count)).reverse()).toEqual(await sampled(texts, count));
    }),
  );
});

test("whoever stays stays sampled when others go", async () => {
  await fc.assert(
    fc.asyncProperty(textsArbitrary, fc.integer({ min: 1, max: 20 }), fc.nat(), async (texts, count, gone) => {
      const before = await sampled(texts, count);
      const left = texts.filter((_, place) => place !== gone % texts.length);
      const after = await sampled(left, count);
      for (const text of before) if (left.includes(text)) expect(after).toContain(text);
    }),
  );
});

test("a sample grows without losing a case; the seed and the test decide which they are", async () => {
  const texts = Array.from({ length: 30 }, (_, index) => `text ${index}`);
  expect(await sampled(texts, 9)).toEqual(expect.arrayContaining(await sampled(texts, 5)));
  expect(await sampled(texts, 99)).toEqual(texts);
  expect(await sampled(texts, 5, 2)).not.toEqual(await sampled(texts, 5));
  expect(await sampled(texts, 5, 1, "other")).not.toEqual(await sampled(texts, 5));
});
