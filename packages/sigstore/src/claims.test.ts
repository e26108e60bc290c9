import fc from "fast-check";
import { expect, test } from "vitest";
import { readUtf8String } from "./claims.ts";

test("every text is read back from its DER", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ minLength: 120, maxLength: 400 }));
  fc.assert(
    fc.property(text, (value) => {
      expect(readUtf8String(utf8String(Buffer.from(value)))).toBe(value);
    }),
  );
});

test("bytes that are no UTF8String, or not all of one, are none", () => {
  const wrong = [
    "",
    "0c",
    "0c0261",
    "0c016162",
    // A PrintableString.
    "130161",
    // Not the shortest length.
    "0c810161",
    "0c82000161",
    // Not UTF-8.
    "0c01ff",
    // An indefinite length.
    "0c80610000",
    "0c83000001",
  ];
  expect(wrong.map((hex) => readUtf8String(Buffer.from(hex, "hex")))).toEqual(wrong.map(() => null));
});

test("any bytes are read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = readUtf8String(bytes);
      if (text !== null) expect(utf8String(Buffer.from(text))).toEqual(Buffer.from(bytes));
    }),
  );
});

/** X.690, 8.1.3 and 8.23: the tag, the length in its shortest form, the bytes. */
function utf8String(bytes: Buffer): Buffer {
  const { length } = bytes;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([0x0c, ...head]), bytes]);
}
