import fc from "fast-check";
import { expect, test } from "vitest";
import { errorIn, masked, said } from "./said.ts";

test("what is shown is one short line of what can be seen", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
      const line = said(text, null);
      expect(line.length).toBeLessThanOrEqual(301);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(line.isWellFormed()).toBe(true);
    }),
  );
});

test("a secret is masked as it is and as JSON writes it, wherever it is", () => {
  const visible = fc.stringMatching(/^[!-)+-~]{8,40}$/);
  fc.assert(
    fc.property(visible, fc.string(), fc.string(), (secret, before, after) => {
      for (const written of [secret, JSON.stringify(secret).slice(1, -1)]) {
        expect(masked(`${before}${written}${after}`, `${secret}\n`)).not.toContain(secret);
      }
      expect(masked(JSON.stringify({ a: secret }), secret)).toBe('{"a":"***"}');
    }),
  );
  expect(masked("as it is", null)).toBe("as it is");
  expect(masked("as it is", "\n")).toBe("as it is");
});

test("the error of a reply is found where servers put it, and is else the whole text", () => {
  expect(errorIn('{"status":"error","error":"bad"}')).toBe("bad");
  expect(errorIn('{"error":{"message":"bad"}}')).toBe("bad");
  expect(errorIn('{"message":"bad"}')).toBe("bad");
  for (const text of ["<html>", "[]", "null", '{"error":7}', '{"__proto__":{"error":"x"}}']) {
    expect(errorIn(text)).toBe(text);
  }
});
