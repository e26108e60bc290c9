import { checkShape, UserError } from "@airworthy/evidence";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { expect, test } from "vitest";
import { examplesSchema } from "./examples.ts";
import { expectedSchema } from "./expected.ts";
import { lexiconsSchema } from "./lexicons.ts";
import { jsonSchemaOf } from "./mapping-schema.ts";
import { templateEntries, templatesSchema } from "./template-schema.ts";
import { inputSchema, oneOrMore, recordSchema } from "./text-schema.ts";
import { unionBy } from "./union-by.ts";

function problemOf<T>(schema: v.GenericSchema<unknown, T>, value: unknown): string {
  try {
    checkShape(schema, value, "suite.yml");
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "";
}

test("a union's problem is that of the option the value was meant for", () => {
  const schema = v.strictObject({
    food: unionBy([v.string(), v.strictObject({ name: v.string(), price: v.number() })], (value) =>
      typeof value === "object" ? 1 : 0,
    ),
  });
  expect(problemOf(schema, { food: { name: "soup", price: "2" } })).toContain('food.price: "2" was given; number');
  expect(problemOf(schema, { food: { name: "soup", prise: 2 } })).toContain(
    "food.prise: unknown field; did you mean price?",
  );
  expect(problemOf(schema, { food: 3 })).toContain("food: 3 was given; string is allowed");
  expect(checkShape(schema, { food: "soup" }, "s")).toEqual({ food: "soup" });
});

test("one entry or several are a list", () => {
  const schema = oneOrMore(v.string(), 2);
  expect(checkShape(schema, "a", "s")).toEqual(["a"]);
  expect(checkShape(schema, ["a", "b"], "s")).toEqual(["a", "b"]);
  expect(problemOf(schema, ["a", "b", "c"])).toContain("must have at most 2 entries");
  expect(problemOf(schema, [])).toContain("must not be empty");
});

test("the names of an object's own machinery are names of lexicons like any other", () => {
  const given: unknown = JSON.parse('{"constructor": ["a"], "__proto__": ["b"], "toString": {"shipped": "city"}}');
  expect([...checkShape(lexiconsSchema, given, "s")]).toEqual([
    ["constructor", ["a"]],
    ["__proto__", ["b"]],
    ["toString", { shipped: "city" }],
  ]);
});

test("a shipped lexicon that there is none of names the nearest", () => {
  expect(problemOf(lexiconsSchema, { place: { shipped: "countries" } })).toContain("did you mean country?");
  expect(problemOf(lexiconsSchema, { place: { shipped: "vegetables" } })).toContain("known are country, nationality");
  expect(problemOf(lexiconsSchema, { place: [] })).toContain("place: a list was given; it must not be empty");
});

test("templates are texts, lists, or either with what is expected", () => {
  expect(
    checkShape(
      templatesSchema,
      ["a", ["a", "b"], { text: "c", expect: "x" }, { text: ["d", "e"], expect: { not: "y" } }, { text: "f" }],
      "s",
    ),
  ).toEqual([
    { texts: ["a"], expected: null },
    { texts: ["a", "b"], expected: null },
    { texts: ["c"], expected: "x" },
    { texts: ["d", "e"], expected: { not: ["y"] } },
    { texts: ["f"], expected: null },
  ]);
  expect(problemOf(templatesSchema, [{ text: "c", expects: "x" }])).toContain("did you mean expect?");
  expect(problemOf(templatesSchema, ["\ud800"])).toContain("must be whole characters");
});

test("examples are texts, lists, or either with an id, what is expected and slices", () => {
  const record: unknown = JSON.parse('{"constructor": 1, "__proto__": null}');
  const slices: unknown = JSON.parse('{"__proto__": "v"}');
  const given = ["a", ["a", "b"], { input: record, expect: 4.2, id: "r", slices }];
  const [text, group, row] = checkShape(examplesSchema, given, "s");
  expect(text).toEqual({ inputs: ["a"], expected: null, id: null, slices: null });
  expect(group?.inputs).toEqual(["a", "b"]);
  expect(row).toMatchObject({ expected: 4.2, id: "r" });
  expect(JSON.stringify(row?.inputs)).toBe('[{"constructor":1,"__proto__":null}]');
  expect([...(row?.slices ?? [])]).toEqual([["__proto__", "v"]]);
});

test("what JSON cannot hold is no input", () => {
  for (const value of [{ a: Number.NaN }, { a: [Number.POSITIVE_INFINITY] }, { a: undefined }, { a: 1n }]) {
    expect(problemOf(recordSchema, value)).toContain("must hold nothing but what JSON can");
  }
  for (const value of [1, null, ["a"]]) expect(problemOf(inputSchema, value)).toContain("must be a mapping");
});

test("what is expected is a class, several, none of some, or a number", () => {
  for (const value of ["a", ["a", "b"], 0]) expect(checkShape(expectedSchema, value, "s")).toEqual(value);
  expect(checkShape(expectedSchema, { not: "a" }, "s")).toEqual({ not: ["a"] });
  for (const value of [Number.NaN, "", [], null, true, { no: "a" }]) {
    expect(problemOf(expectedSchema, value)).not.toBe("");
  }
});

test("every piece has a JSON Schema, mappings too", () => {
  const schema = v.strictObject({ ...templateEntries, examples: examplesSchema, lexicons: lexiconsSchema });
  const converted = JSON.stringify(
    toJsonSchema(schema, {
      target: "draft-2020-12",
      typeMode: "input",
      ignoreActions: ["check"],
      overrideSchema: ({ valibotSchema }) => {
        const mapping = jsonSchemaOf(valibotSchema);
        return mapping === undefined ? undefined : { ...mapping };
      },
    }),
  );
  expect(converted).toContain('"shipped":{"enum":["country"');
});
