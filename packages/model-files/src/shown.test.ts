import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOf, shown } from "./shown.ts";

test("a plain path stays as it is", () => {
  expect(placeOf("model", "a b/ü.onnx")).toBe("model/a b/ü.onnx");
  expect(placeOf("", "m.onnx")).toBe("m.onnx");
});

test("no text can forge a line of a log", () => {
  expect(placeOf("model", "a\n::error::b")).toBe('"model/a\\n::error::b"');
  expect(shown("a\u2028b\u0085")).toBe('"a\\u2028b\\u0085"');
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(placeOf("model", text) + shown(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test("a long text is cut", () => {
  expect(shown("x".repeat(1_000_000))).toHaveLength(123);
});
