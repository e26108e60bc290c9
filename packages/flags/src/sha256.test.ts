import { createHash, createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { hex, hmacSha256, sha256 } from "./sha256.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

test("the digests of FIPS 180-4's examples", () => {
  // NIST's "SHA-256 examples" of one and of two blocks.
  expect(hex(sha256(bytesOf("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(hex(sha256(bytesOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")))).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  conforms({ area: "Flags and experiments", claim: "SHA-256", peer: "FIPS 180-4", cases: assertionsMade() });
});

test("every length around the ends of blocks is digested as by node:crypto", () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) & 255);
    expect(hex(sha256(bytes)), String(length)).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
});

test("RFC 4231's second test case of HMAC-SHA-256", () => {
  expect(hmacSha256("Jefe", "what do ya want for nothing?")).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
  conforms({ area: "Flags and experiments", claim: "HMAC-SHA-256", peer: "RFC 4231", cases: assertionsMade() });
});

test("any key and any text, also longer than a block or not well-formed, as by node:crypto", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ unit: "binary" }), (key, message) => {
      const expected = createHmac("sha256", key).update(message).digest("hex");
      expect(hmacSha256(key, message)).toBe(expected);
    }),
  );
});
