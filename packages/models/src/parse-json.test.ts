import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

test("what Python writes for numbers that are none becomes null, but not within a text", () => {
  expect(parseJson('{"a": [NaN, -Infinity, 1.5], "b": "NaN \\" Infinity"}')).toEqual({
    value: { a: [null, null, 1.5], b: 'NaN " Infinity' },
  });
});

test("JSON is read as it is, and what is none is told apart from null", () => {
  expect(parseJson("null")).toEqual({ value: null });
  for (const text of ["", "{", "NaNa", "Infinity]", "undefined"]) expect(parseJson(text)).toBeUndefined();
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(text)).toEqual({ value: JSON.parse(text) });
    }),
  );
});
