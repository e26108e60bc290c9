import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../../test/harness/conforms.ts";
import { rosterOf } from "../../fixtures/roster.ts";
import { hashKeys, prepareKeys } from "./salted-keys.ts";

function hashesOf(salt: string, keys: readonly string[], rows = Uint32Array.from(keys, (_, row) => row)): number[] {
  const hashes = new Uint32Array(rows.length);
  hashKeys(prepareKeys(rosterOf(keys, {}).ids, rows), salt, hashes);
  return [...hashes];
}

test("hashes are those of flagd's own test vectors, whatever length is left beside whole words", () => {
  // open-feature/flagd-testbed, fractional.feature: MurmurHash3 of the flag's key and the user's, in one text.
  const rows = [
    ["fractional-flagj", "ack", 2_682_799_072],
    ["fractional-flagq", "ueen", 4_278_517_551],
    ["fractional-flagt", "en", 801_845_258],
    ["fractional-flagn", "ine", 1_406_129_861],
    ["fractional-flag3", "", 604_371_928],
    ["fractional-flag-", "shorthandjon@company.com", 618_039_204],
    ["fractional-flag-", "shorthandjane@company.com", 2_316_038_310],
  ] as const;
  for (const [salt, key, hash] of rows) expect(hashesOf(salt, [key])).toEqual([hash]);
  conforms({
    area: "Flags and experiments",
    claim: "hashes of salted keys",
    peer: "flagd's testbed",
    cases: assertionsMade(),
  });
});

test("a key has one hash, whoever stands beside it", () => {
  const salt = "0123456789abcdef";
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (keys) => {
      expect(hashesOf(salt, keys)).toEqual(keys.flatMap((key) => hashesOf(salt, [key])));
      const odd = keys.flatMap((_, row) => (row % 2 === 1 ? [row] : []));
      expect(hashesOf(salt, keys, Uint32Array.from(odd))).toEqual(
        odd.flatMap((row) => hashesOf(salt, [keys[row] ?? ""])),
      );
    }),
  );
});

test("a salt of another length is refused", () => {
  expect(() => hashesOf("short", ["a"])).toThrow(RangeError);
});
