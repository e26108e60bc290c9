import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStrictJson } from "./strict-json.ts";

function outcome(text: string): string {
  try {
    parseStrictJson(text);
    return "accepted";
  } catch (error) {
    return error instanceof SyntaxError ? error.message : "a bug";
  }
}

test("JSON without repeated keys is what JSON.parse makes of it", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      // A generated object may have one key, "__proto__" included, once only.
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }),
  );
  expect(parseStrictJson('{"a":[{"b":1},{"b":2}],"b":{"a":1}}')).toEqual({ a: [{ b: 1 }, { b: 2 }], b: { a: 1 } });
});

test("a key twice in an object is refused, however deep and however it is written", () => {
  expect(outcome('{"a":1,"a":1}')).toBe('the key "a" is there twice');
  expect(outcome('{"a":1,"\\u0061":2}')).toBe('the key "\\u0061" is there twice');
  expect(outcome('{"x":{"y":[1,{"k":{},"z":"k","k":[]}]}}')).toBe('the key "k" is there twice');
  expect(outcome('{"__proto__":1,"__proto__":2}')).toBe('the key "__proto__" is there twice');
  expect(outcome('{"\\\\":1,"\\\\\\"":2,"\\\\":3}')).toBe('the key "\\\\" is there twice');
  expect(outcome('{"a":{"b":1},"c":"a\\":{","a":2}')).toBe('the key "a" is there twice');
});

test("any key that is put into an object again is found", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue(), { minKeys: 1 }),
      fc.nat(),
      (object, index) => {
        const keys = Object.keys(object);
        const again = keys[index % keys.length] ?? "";
        const text = `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(again)}:0}`;
        expect(outcome(text)).toContain("is there twice");
        expect(outcome(`[${text}]`)).toContain("is there twice");
      },
    ),
  );
});

test("what is not JSON is refused", () => {
  for (const text of ["", "{", "{'a':1}", '{"a":1,}', "\ufeff{}", '{"a":NaN}', "{} {}"]) {
    expect(outcome(text), text).not.toBe("accepted");
    expect(outcome(text), text).not.toBe("a bug");
  }
});

test("a string of many megabytes is no trouble", () => {
  expect(outcome(JSON.stringify({ payload: "QUFB".repeat(5_000_000) }))).toBe("accepted");
  expect(outcome(JSON.stringify({ payload: "\\".repeat(5_000_000) }))).toBe("accepted");
});
