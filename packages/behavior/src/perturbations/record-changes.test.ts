import { createRandom } from "@airworthy/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { draftOf } from "../cases/test-drafts.ts";
import { changeRecord } from "./change-text.ts";
import { duplicate } from "./duplicate.ts";
import { flip } from "./flip.ts";
import { monotone } from "./monotone.ts";
import { nulls } from "./nulls.ts";
import { permuteColumns } from "./permute-columns.ts";
import { permutedCase } from "./permute-rows.ts";
import { rescale } from "./rescale.ts";

const row = { weight: 2, unit: "kg", sex: "f", note: null };
const hostile: Readonly<Record<string, unknown>> = Object.fromEntries([
  ["__proto__", "f"],
  ["constructor", 1],
]);

test("a duplicate is the same record, as often as asked for", () => {
  expect(changeRecord(duplicate({ by: "duplicate" }), row)).toEqual([row]);
  expect(changeRecord(duplicate({ by: "duplicate", times: 3 }), row)).toEqual([row, row, row]);
});

test("rescale changes the number and the unit with it, and leaves other units alone", () => {
  const grams = rescale({
    by: "rescale",
    field: ["weight"],
    factor: 1000,
    unit: { field: "unit", from: "kg", to: "g" },
  });
  expect(changeRecord(grams, row)).toEqual([{ ...row, weight: 2000, unit: "g" }]);
  expect(changeRecord(grams, { ...row, unit: "lb" })).toEqual([]);
  expect(changeRecord(grams, { ...row, weight: null })).toEqual([]);
  expect(() => changeRecord(grams, { ...row, weight: "2" })).toThrow('the field "weight" holds "2"; a finite number');
  expect(changeRecord(rescale({ by: "rescale", field: ["weight"], factor: 10 }), row)).toEqual([
    { ...row, weight: 20 },
  ]);
});

test("monotone steps one way from the record's own number", () => {
  const weights = (spec: Parameters<typeof monotone>[0]) =>
    changeRecord(monotone(spec), row).map(({ weight }) => weight);
  expect(weights({ by: "monotone", field: "weight", add: [1, 5] })).toEqual([3, 7]);
  expect(weights({ by: "monotone", field: "weight", "up-to": [1, 2, 3, 9] })).toEqual([3, 9]);
  expect(weights({ by: "monotone", field: "weight", "down-to": [1, 2, 3] })).toEqual([1]);
  expect(weights({ by: "monotone", field: "note", add: [1] })).toEqual([]);
  expect(() => weights({ by: "monotone", field: "unit", add: [1] })).toThrow('the field "unit" holds "kg"');
});

test("flip puts each other value, and leaves a record with a further one alone", () => {
  const sexes = flip({ by: "flip", field: "sex", values: ["m", "f", "x", "f"] });
  expect(changeRecord(sexes, row)).toEqual([
    { ...row, sex: "m" },
    { ...row, sex: "x" },
  ]);
  expect(changeRecord(sexes, { ...row, sex: "?" })).toEqual([]);
  const [changed = {}] = changeRecord(flip({ by: "flip", field: "__proto__", values: ["m", "f"] }), hostile);
  expect(JSON.stringify(changed)).toBe('{"__proto__":"m","constructor":1}');
});

test("nulls empties one field at a time, of those that are not empty", () => {
  expect(changeRecord(nulls({ by: "nulls" }), row)).toEqual([
    { ...row, weight: null },
    { ...row, unit: null },
    { ...row, sex: null },
  ]);
  expect(changeRecord(nulls({ by: "nulls", fields: ["sex", "note"] }), row)).toEqual([{ ...row, sex: null }]);
});

test("another order of fields has the same fields, and is another wherever one can be", () => {
  const keyArbitrary = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom("1", "20", "__proto__", "constructor"));
  fc.assert(
    fc.property(fc.uniqueArray(keyArbitrary, { maxLength: 8 }), fc.maxSafeInteger(), (keys, seed) => {
      const record: Readonly<Record<string, unknown>> = Object.fromEntries(keys.map((key, place) => [key, place]));
      const [changed] = changeRecord(permuteColumns(), record, seed);
      const movable = keys.filter((key) => !/^(?:0|[1-9]\d*)$/.test(key));
      if (movable.length < 2) {
        expect(changed).toBeUndefined();
        return;
      }
      expect(changed).toEqual(record);
      expect(Object.keys(changed ?? {})).not.toEqual(Object.keys(record));
    }),
  );
});

test("a case of rows asks for each again in another order, told by its origin", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 9 }), fc.maxSafeInteger(), (texts, seed) => {
      const { inputs, origins } = permutedCase(
        texts.map((text) => draftOf(text)),
        () => createRandom(seed),
      );
      const count = texts.length;
      expect(inputs.slice(0, count)).toEqual(texts);
      expect(inputs.map((_, at) => inputs[origins?.[at] ?? -1])).toEqual(inputs);
      expect(inputs).toHaveLength(count === 1 ? 1 : 2 * count);
      if (count > 1) expect(inputs.slice(count)).not.toEqual(texts);
      expect(new Set(origins?.slice(count)).size).toBe(count === 1 ? 0 : count);
    }),
  );
});
