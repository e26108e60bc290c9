import fc from "fast-check";
import { expect, test } from "vitest";
import { HashIndex, hash64 } from "./hash-index.ts";

test("a hash is the first bits of SHA-256", () => {
  // SHA-256 of "abc" begins ba7816bf 8f01cfea (FIPS 180-2, appendix B.1); words here are little-endian.
  expect(hash64("abc")).toEqual({ high: 0xbf1678ba, low: 0xeacf018f });
});

test("what was added is found, in order, and nothing else, whatever collides", () => {
  // Few different low words, some at the end of the table, so that runs of slots wrap round.
  const word = fc.constantFrom(0, 1, 2, 1_022, 1_023, 2_047, 0xffffffff);
  const added = fc.array(fc.record({ high: fc.integer({ min: 0, max: 2 }), low: word }), { maxLength: 200 });
  fc.assert(
    fc.property(added, fc.integer({ min: 0, max: 20 }), (hashes, copies) => {
      const index = new HashIndex();
      const expected = new Map<string, number[]>();
      let entry = 0;
      for (let copy = 0; copy <= copies; copy++) {
        for (const hash of hashes) {
          const key = `${hash.high},${hash.low}`;
          expected.set(key, [...(expected.get(key) ?? []), entry]);
          index.add(hash, entry++);
        }
      }
      expect(index.size).toBe(entry);
      for (const high of [0, 1, 2, 3]) {
        for (const low of [0, 1, 2, 3, 1_022, 1_023, 2_047, 0xffffffff]) {
          expect([...index.find({ high, low })]).toEqual(expected.get(`${high},${low}`) ?? []);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("a hundred thousand keys are each found", () => {
  const index = new HashIndex();
  for (let entry = 0; entry < 100_000; entry++) index.add(hash64(`key ${entry}`), entry);
  for (let entry = 0; entry < 100_000; entry += 997) expect([...index.find(hash64(`key ${entry}`))]).toEqual([entry]);
  expect([...index.find(hash64("key 100000"))]).toEqual([]);
});
