import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";

test("the test vectors of RFC 4648, 10, go both ways, but for the empty one", () => {
  const vectors = { f: "Zg==", fo: "Zm8=", foo: "Zm9v", foob: "Zm9vYg==", fooba: "Zm9vYmE=", foobar: "Zm9vYmFy" };
  for (const [text, encoded] of Object.entries(vectors)) {
    expect(encodeBase64(Buffer.from(text))).toBe(encoded);
    expect(Buffer.from(decodeBase64(encoded) ?? []).toString()).toBe(text);
  }
  expect(decodeBase64("")).toBeUndefined();
  conforms({
    area: "Packages and signatures",
    claim: "Base64, both ways",
    peer: "RFC 4648, 10",
    cases: assertionsMade(),
  });
});

test("either alphabet is read, not both at once", () => {
  const bytes = Buffer.from([0xfb, 0xff, 0xfe]);
  expect(decodeBase64("+//+")).toEqual(bytes);
  expect(decodeBase64("-__-")).toEqual(bytes);
  expect(decodeBase64("+__-")).toBeUndefined();
});

test("text that another would decode to the same bytes is refused", () => {
  for (const text of ["Zg", "Zg=", "Zh==", "Zm9=", "Zg==\n", " Zg==", "Z g=", "Zg==Zg==", "Zg*=", "====", "Zm9v="]) {
    expect(decodeBase64(text), text).toBeUndefined();
  }
});

test("any bytes survive, and no single changed character goes unseen", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 32, max: 126 }), (bytes, place, code) => {
      const text = encodeBase64(bytes);
      expect(decodeBase64(text)).toEqual(Buffer.from(bytes));
      const index = place % text.length;
      const other = text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1);
      const equivalent = other.replaceAll("-", "+").replaceAll("_", "/") === text;
      if (!equivalent) expect(decodeBase64(other)).not.toEqual(Buffer.from(bytes));
    }),
  );
});
