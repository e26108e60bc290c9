import fc from "fast-check";
import { expect, test } from "vitest";
import { legacyEncoding, pythonBytes } from "./legacy-encoding.ts";

test.each([
  // What Python 3.11 prints for repr(bytes.fromhex(…)).
  ["", "b''"],
  ["616263", "b'abc'"],
  ["0a0d09005c7f80ff", "b'\\n\\r\\t\\x00\\\\\\x7f\\x80\\xff'"],
  ["6927", `b"i'"`],
  ["692722", `b'i\\'"'`],
  ["22", `b'"'`],
  ["c3a9", "b'\\xc3\\xa9'"],
])("the bytes %s are written as %s", (hex, written) => {
  expect(pythonBytes(Buffer.from(hex, "hex"))).toBe(written);
});

test("different bytes are written differently, in printable ASCII", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(pythonBytes(a)).toMatch(/^b(['"])[ -~]*\1$/);
      expect(pythonBytes(a) === pythonBytes(b)).toBe(Buffer.compare(a, b) === 0);
    }),
  );
});

test("only statements of version 0.2.0 have this encoding", () => {
  const encode = (text: string) => legacyEncoding(Buffer.from(text));
  const legacy = '{"predicateType":"https://model_signing/Digests/v0.1"}';
  expect(Buffer.from(encode(legacy) ?? []).toString()).toBe(
    `DSSEV1 28 application/vnd.in-toto+json ${legacy.length} b'${legacy}'`,
  );
  expect(encode('{"predicateType":"https://model_signing/signature/v1.0"}')).toBeUndefined();
  expect(encode("not JSON")).toBeUndefined();
  expect(legacyEncoding(Buffer.from([0xff]))).toBeUndefined();
});
