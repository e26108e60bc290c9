import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { canonicalJson, isSha256, sha256, sha256Digest } from "./digest.ts";

test("sha256 gives the published digests of FIPS 180-2's examples", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  expect(sha256Digest(new Uint8Array())).toBe(
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
  conforms({ area: "Packages and signatures", claim: "SHA-256", peer: "FIPS 180-2", cases: assertionsMade() });
});

test("only 64 lower-case hexadecimal digits are a SHA-256", () => {
  expect(isSha256("a".repeat(64))).toBe(true);
  for (const text of ["", "a".repeat(63), "a".repeat(65), "A".repeat(64), `${"a".repeat(64)}\n`, "g".repeat(64)]) {
    expect(isSha256(text), text).toBe(false);
  }
});

test("canonical JSON orders keys as the example of RFC 8785, section 3.2.3, does", () => {
  const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
  expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
  conforms({
    area: "Packages and signatures",
    claim: "the order of keys of canonical JSON",
    peer: "RFC 8785, 3.2.3",
    cases: assertionsMade(),
  });
});

test("canonical JSON is the same whatever order the keys came in, and reads back as the same value", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const shuffled = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("canonical JSON refuses what JSON cannot hold instead of writing null", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, new Date(0), { a: [undefined] }]) {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  }
});
