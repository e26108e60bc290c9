import fc from "fast-check";
import { expect, test } from "vitest";
import { HashSet } from "./hash-set.ts";
import { KeyHash } from "./key-hash.ts";

/** Few values, so that hashes share halves, slots and parts; the part is the upper bits of the second half. */
const half = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1));

test("a hash is new once, as in a set of pairs, (0, 0) too", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(half, half), { maxLength: 100 }), (hashes) => {
      const set = new HashSet();
      const seen = new Set<string>();
      for (const [low, high] of hashes.filter(([low, high]) => low > 0 || high !== 1)) {
        const size = seen.size;
        seen.add(`${low} ${high}`);
        expect(set.add(low, high)).toBe(seen.size > size);
      }
    }),
  );
});

test("every one of a hundred thousand hashes is found again after the set has grown", () => {
  const set = new HashSet();
  const hash = new KeyHash();
  const add = (index: number) => {
    hash.begin();
    hash.number(index);
    hash.finish();
    return set.add(hash.low, hash.high);
  };
  const indices = Array.from({ length: 100_000 }, (_, index) => index);
  expect(indices.every(add)).toBe(true);
  expect(indices.some(add)).toBe(false);
});
