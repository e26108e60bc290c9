import fc from "fast-check";
import { expect, test } from "vitest";
import { countJsonKeys, jsonKeyPaths, jsonKeys } from "./json-keys.ts";

test("a key that comes twice is there twice, however it is written; keys of inner objects are not", () => {
  expect(jsonKeys(String.raw`{"a": 1, "\u0061": {"b": "c:{[\"", "a": [":"]}, "": null}`)).toEqual(["a", "a", ""]);
});

test("the keys of what JSON.stringify writes are those of the object", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (value) => {
      for (const indent of [0, 2]) {
        const json = JSON.stringify(value, null, indent);
        expect(jsonKeys(json)).toEqual(Object.keys(JSON.parse(json)));
        expect(countJsonKeys(json)).toBe(Object.keys(value).length);
      }
    }),
  );
});

test("the keys of some objects within are told behind their own, as often as they come", () => {
  const json = String.raw`{"s": {"a": 1, "\u0061": {"b": 2}}, "t": {"c": 3}, "s": [{"d": 4}], "u": "s"}`;
  expect(jsonKeyPaths(json, new Set(["s"]))).toEqual(["s", "s.a", "s.a", "t", "s", "u"]);
});
