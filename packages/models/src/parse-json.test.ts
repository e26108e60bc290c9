import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

test("what Python writes for numbers that are none becomes null, but not within a text", () => {
  expect(parseJson('{"a": [NaN, -Infinity, 1.5], "b": "NaN \\" Infinity"}')).toEqual({
    value: { a: [null, null, 1.5], b: 'NaN " Infinity' },
  });
});

test("texts of any length are passed over at once, and one that never ends is no JSON", () => {
  const long = "\\n".repeat(5_000_000);
  expect(parseJson(`[NaN,"${long}"]`)).toEqual({ value: [null, "\n".repeat(5_000_000)] });
  // Were each quote tried anew, this would take hours.
  expect(parseJson(`NaN "${'\\"'.repeat(1_000_000)}`)).toBeUndefined();
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
