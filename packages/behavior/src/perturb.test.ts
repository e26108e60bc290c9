import fc from "fast-check";
import { expect, test } from "vitest";
import { type Draft, perturb } from "./perturb.ts";
import { parseTemplate } from "./template.ts";

const lexicons = new Map([
  ["name", ["Ann", "Bo", "Cleo", "Ann"]],
  ["very", ["very", "awfully"]],
]);

function draft(text: string, words: [string, string][] = []): Draft {
  return { template: parseTemplate(text) ?? [text], words: new Map(words) };
}

test("a typo swaps two differing neighbours and nothing else", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.maxSafeInteger(), (text, seed) => {
      const [original, typed] = perturb(
        { template: [text], words: new Map() },
        { by: "typos", swaps: 1 },
        lexicons,
        seed,
      );
      expect(original).toBe(text);
      if (typed === undefined) {
        expect(new Set(text).size).toBeLessThan(2);
        return;
      }
      const [before, after] = [Array.from(text), Array.from(typed)];
      const moved = before.flatMap((character, place) => (character === after[place] ? [] : [place]));
      expect(moved).toHaveLength(2);
      expect(moved[1]).toBe((moved[0] ?? 0) + 1);
      expect(after.toSorted()).toEqual(before.toSorted());
    }),
  );
});

test("a text of one repeated character has no typo", () => {
  expect(perturb(draft("aaa"), { by: "typos", swaps: 2 }, lexicons, 1)).toEqual(["aaa"]);
});

test("vary puts each word once into the slot, the first as the original", () => {
  expect(perturb(draft("{name}!"), { by: "vary", slot: "name" }, lexicons, 1)).toEqual(["Ann!", "Bo!", "Cleo!"]);
});

test("vary with take draws that many beside the original, all different, by the seed alone", () => {
  const take = (seed: number) => perturb(draft("{name}"), { by: "vary", slot: "name", take: 1 }, lexicons, seed);
  const drawn = Array.from({ length: 50 }, (_, seed) => take(seed));
  for (const texts of drawn) expect(new Set(texts).size).toBe(2);
  expect(new Set(drawn.map((texts) => texts.join())).size).toBe(6);
  expect(take(3)).toEqual(drawn[3]);
});

test("insert puts each word before the slot's, and the article follows", () => {
  const texts = perturb(
    draft("This is {a:x} day.", [["x", "good"]]),
    { by: "insert", words: "very", before: "x" },
    lexicons,
    1,
  );
  expect(texts).toEqual(["This is a good day.", "This is a very good day.", "This is an awfully good day."]);
});
