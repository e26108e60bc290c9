import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteDictionary } from "./byte-dictionary.ts";

test("texts are numbered in the order in which they come first, as by a Map", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é", "\0"), maxLength: 6 }), { maxLength: 2000 }),
      (texts) => {
        const dictionary = new ByteDictionary();
        const expected = new Map<string, number>();
        for (const text of texts) {
          const bytes = Buffer.from(`x${text}x`);
          const [start, end] = [1, bytes.length - 1];
          const known = dictionary.find(bytes, start, end);
          expect(known).toBe(expected.get(text) ?? -1);
          if (known < 0) expected.set(text, dictionary.add(bytes, start, end));
        }
        expect([...expected.values()]).toEqual([...expected].map((_, index) => index));
      },
    ),
    { numRuns: 50 },
  );
});
