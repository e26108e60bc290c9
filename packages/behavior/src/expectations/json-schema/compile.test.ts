import { UserError } from "@airworthy/evidence";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileJsonSchema } from "./compile.ts";

/** Which of some values are valid. */
function valid(schema: unknown, values: readonly unknown[]): unknown[] {
  return values.filter(compileJsonSchema(schema));
}

// Valid and invalid values by the text of JSON Schema 2020-12; its official test suite was run besides.
test.each<[string, unknown, unknown[], unknown[]]>([
  ["type", { type: "integer" }, [1, 1.0, -3], [1.5, "1", null, [], {}, true]],
  ["several types", { type: ["null", "array"] }, [null, []], [{}, 0]],
  ["enum", { enum: [1, { a: [2] }] }, [1, { a: [2] }], [{ a: 2 }, "1", null]],
  ["const", { const: { a: 1, b: 2 } }, [{ b: 2, a: 1 }], [{ a: 1 }]],
  ["allOf", { allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1, 2, "x"], [0, 3]],
  ["anyOf", { anyOf: [{ minimum: 3 }, { maximum: 1 }] }, [3, 1], [2]],
  ["oneOf", { oneOf: [{ minimum: 1 }, { maximum: 1 }] }, [0, 2], [1]],
  ["not", { not: { type: "string" } }, [1], ["x"]],
  ["if", JSON.parse('{ "if": { "minimum": 5 }, "then": { "maximum": 7 }, "else": { "const": 0 } }'), [6, 0], [8, 3]],
  ["ranges", { exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0.5], [0, 1]],
  ["multipleOf, as decimals", { multipleOf: 0.1 }, [0.3, 1, "x"], [0.35]],
  ["lengths in code points", { minLength: 2, maxLength: 2 }, ["😀😀", 5], ["😀", "abc"]],
  ["pattern", { pattern: "^a+$" }, ["aa", 1], ["ab"]],
  [
    "prefixItems and items",
    { prefixItems: [{ type: "string" }], items: { type: "number" } },
    [[], ["a", 1]],
    [[1], ["a", "b"]],
  ],
  [
    "contains",
    { contains: { const: 1 }, minContains: 2, maxContains: 3 },
    [
      [1, 1],
      [1, 0, 1, 1],
    ],
    [[1], [1, 1, 1, 1]],
  ],
  [
    "uniqueItems",
    { uniqueItems: true },
    [[1, "1", [1]]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  ],
  ["array lengths", { minItems: 1, maxItems: 2 }, [[1], "x"], [[], [1, 2, 3]]],
  ["properties", { properties: { a: { type: "number" } } }, [{ a: 1 }, {}, { b: "x" }], [{ a: "x" }]],
  ["patternProperties", { patternProperties: { "^x": { type: "number" } } }, [{ x1: 1, y: "a" }], [{ x1: "a" }]],
  [
    "additionalProperties",
    { properties: { a: true }, patternProperties: { "^x": true }, additionalProperties: false },
    [{ a: 1, x: 2 }],
    [{ b: 1 }],
  ],
  ["propertyNames", { propertyNames: { maxLength: 1 } }, [{ a: 1 }], [{ ab: 1 }]],
  ["dependentRequired", { dependentRequired: { a: ["b"] } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }]],
  ["dependentSchemas", { dependentSchemas: { a: { maxProperties: 1 } } }, [{ a: 1 }], [{ a: 1, b: 1 }]],
  ["object sizes", { minProperties: 1, maxProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 1 }]],
  ["true and false", { properties: { a: true, b: false } }, [{ a: 1 }], [{ b: 1 }]],
])("%s", (_, schema, right, wrong) => {
  expect(valid(schema, [...right, ...wrong])).toEqual(right);
});

test("an object has its own fields only, not those of every JavaScript object", () => {
  const values = ["{}", '{"constructor":1,"__proto__":2}'].map((text): unknown => JSON.parse(text));
  expect(valid({ required: ["constructor", "__proto__"] }, values)).toEqual([values[1]]);
  const schema: unknown = JSON.parse('{"properties":{"__proto__":{"type":"string"}},"additionalProperties":false}');
  expect(valid(schema, [JSON.parse('{"__proto__":1}'), JSON.parse('{"toString":1}')])).toEqual([]);
});

describe("references", () => {
  test("that two branches follow take no longer for an answer that is nested on purpose", () => {
    const list = (limit: object) => ({ type: "array", items: { $ref: "#/$defs/node" }, ...limit });
    const node = { anyOf: [list({ minItems: 1 }), list({ maxItems: 5 })] };
    const validates = compileJsonSchema({ $defs: { node }, $ref: "#/$defs/node" });
    // Two to the power of the depth, if each branch looked again.
    const nested = (depth: number, inner: unknown): unknown => (depth === 0 ? inner : [nested(depth - 1, inner)]);
    expect(validates(nested(90, []))).toBe(true);
    expect(validates(nested(90, 1))).toBe(false);
  });

  test("that go round among many definitions are told, too", () => {
    const names = Array.from({ length: 200 }, (_, at) => `d${at}`);
    const definitions = names.map((name, at) => [name, { $ref: `#/$defs/${names[(at + 1) % names.length]}` }]);
    const endless = compileJsonSchema({ $defs: Object.fromEntries(definitions), $ref: "#/$defs/d0" });
    for (const value of [1, "x", {}]) expect(() => endless(value)).toThrow(/do not come to an end/);
  });

  test("into the document, escaped, and to the document itself", () => {
    const list = {
      $defs: { "a/b%": { type: "number" } },
      properties: { value: { $ref: "#/$defs/a~1b%25" }, next: { $ref: "#" } },
    };
    expect(
      valid(list, [
        { value: 1, next: { value: 2 } },
        { value: 1, next: { value: "x" } },
      ]),
    ).toHaveLength(1);
  });

  test("that lead nowhere, or elsewhere, are refused", () => {
    for (const $ref of ["#/$defs/a", "#/toString", "https://example.com/schema", "other.json", "#anchor", "#/%", 1]) {
      expect(() => compileJsonSchema({ $ref }), String($ref)).toThrow(UserError);
    }
  });

  test("what is referred to is checked before any answer is", () => {
    expect(() => compileJsonSchema({ $ref: "#/$defs/a", $defs: { a: { typ: "string" } } })).toThrow(
      /did you mean type\?/,
    );
  });

  test("that come back to the same value are told of, not followed for ever", () => {
    const endless = compileJsonSchema({
      $ref: "#/$defs/a",
      $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } },
    });
    expect(() => endless(1)).toThrow(/do not come to an end/);
    // And it is told of again the next time.
    expect(() => endless(1)).toThrow(/do not come to an end/);
  });
});

test.each<[unknown, RegExp]>([
  [{ unevaluatedProperties: false }, /#: unknown keyword "unevaluatedProperties"/],
  [{ properties: { a: { requird: [] } } }, /#\/properties\/a: unknown keyword "requird"; did you mean required\?/],
  [{ type: "text" }, /#\/type/],
  [{ items: [{}] }, /use prefixItems/],
  [{ exclusiveMinimum: true }, /must be a number/],
  [{ multipleOf: 0 }, /above 0/],
  [{ pattern: "(?=x)" }, /#\/pattern/],
  [{ patternProperties: { "(": {} } }, /#\/patternProperties/],
  [{ format: "phone" }, /date-time/],
  [{ allOf: [] }, /#\/allOf/],
  [{ minLength: -1 }, /#\/minLength/],
  [{ required: "a" }, /list of names/],
  [{ properties: { a: { $id: "b" } } }, /root only/],
  ["string", /a schema is an object/],
  [null, /a schema is an object/],
])("%j is refused", (schema, message) => {
  expect(() => compileJsonSchema(schema)).toThrow(UserError);
  expect(() => compileJsonSchema(schema)).toThrow(message);
});

test.each([
  ["date", ["2024-02-29", "1999-12-31"], ["2023-02-29", "2024-13-01", "2024-1-1", "x"]],
  ["time", ["12:00:00Z", "23:59:60Z", "01:59:60+02:00"], ["24:00:00Z", "12:00:60Z", "12:00:00"]],
  ["date-time", ["2024-02-29T12:00:00.5+01:00"], ["2024-02-29 12:00:00Z", "2024-02-29"]],
  ["email", ["a.b@example.org"], ["a..b@example.org", "@example.org", "a b@c", "a@"]],
  ["uri", ["https://example.org/a?b#c", "urn:a:b"], ["example.org", "/a", "http://a b", "http://a/%zz"]],
  ["uuid", ["2eb8aa08-aa98-11ea-b4aa-73b441d16380"], ["2eb8aa08aa9811eab4aa73b441d16380"]],
  ["ipv4", ["127.0.0.1", "255.255.255.255"], ["256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4."]],
  ["ipv6", ["::1", "2001:db8::ff00:42:8329"], ["1", ":::", "::1]", "12345::"]],
])("format %s", (format, right, wrong) => {
  expect(valid({ format }, [...right, ...wrong])).toEqual(right);
});

test("no JSON value makes it throw, and a schema that lists it as its only constant takes it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(compileJsonSchema({ const: value, enum: [value, 1] })(value)).toBe(true);
      expect(typeof compileJsonSchema({ uniqueItems: true, minimum: 1, pattern: "a", required: ["a"] })(value)).toBe(
        "boolean",
      );
    }),
  );
});
