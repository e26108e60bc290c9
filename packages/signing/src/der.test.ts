import fc from "fast-check";
import { expect, test } from "vitest";
import { derContent, readDer } from "./der.ts";

const bytes = (hex: string) => Buffer.from(hex, "hex");

test("values are read one after the other, with lengths of one and more bytes (X.690, 8.1.3)", () => {
  expect(readDer(bytes("0101ff0500"))).toEqual([
    { tag: 1, content: bytes("ff") },
    { tag: 5, content: bytes("") },
  ]);
  const long = Buffer.alloc(201, 7);
  expect(readDer(Buffer.concat([bytes("0481c9"), long]))).toEqual([{ tag: 4, content: long }]);
  const longer = Buffer.alloc(0x1234, 7);
  expect(readDer(Buffer.concat([bytes("04821234"), longer]))).toEqual([{ tag: 4, content: longer }]);
});

test.each([
  ["a cut-off tag", "30"],
  ["a cut-off length", "3082"],
  ["a cut-off value", "040200"],
  ["an indefinite length", "30800000"],
  ["a length in more bytes than it needs", "04810100"],
  ["a length with a leading zero", `048200c9${"00".repeat(201)}`],
  ["a length of five bytes", "04850000000001"],
  ["a tag of several bytes", "1f8101 00"],
])("%s is refused", (_what, hex) => {
  expect(() => readDer(bytes(hex.replaceAll(" ", "")))).toThrow(RangeError);
});

test("no bytes cause anything but a RangeError", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (content) => {
      try {
        for (const value of readDer(content)) expect(value.content.length).toBeLessThan(content.length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});

test("a value of another tag, or none, is refused", () => {
  expect(derContent({ tag: 4, content: bytes("00") }, 4)).toEqual(bytes("00"));
  expect(() => derContent({ tag: 4, content: bytes("00") }, 3)).toThrow(RangeError);
  expect(() => derContent(undefined, 4)).toThrow(RangeError);
});
