import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { compileJsonSchema } from "../../packages/behavior/src/expectations/json-schema/compile.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["jsonschema==4.26.0"];
const PAIRS = 5_000;

const name = fc.constantFrom("a", "b", "ab");
const small = fc.integer({ min: 0, max: 3 });

/** Few values, so that schemas and values meet. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, 2, 3, 1.5, "", "a", "b", "ab", "😀"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const { schema } = fc.letrec<{ schema: unknown; keywords: object }>((tie) => {
  const list = fc.array(tie("schema"), { minLength: 1, maxLength: 2 });
  const named = (names: fc.Arbitrary<string>) =>
    fc.dictionary(names, tie("schema"), { maxKeys: 2, noNullPrototype: true });
  const values = {
    type: fc.constantFrom("null", "boolean", "object", "array", "number", "string", "integer", ["string", "object"]),
    enum: fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: (item) => JSON.stringify(item) }),
    const: value,
    minimum: small,
    exclusiveMaximum: small,
    multipleOf: fc.constantFrom(0.5, 1, 2),
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom("^a", "b$", "^.$"),
    prefixItems: list,
    items: tie("schema"),
    contains: tie("schema"),
    minContains: small,
    maxContains: small,
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
    properties: named(name),
    patternProperties: named(fc.constantFrom("^a", "b")),
    additionalProperties: tie("schema"),
    propertyNames: tie("schema"),
    required: fc.uniqueArray(name),
    minProperties: small,
    maxProperties: small,
    dependentRequired: fc.dictionary(name, fc.uniqueArray(name), { noNullPrototype: true }),
    dependentSchemas: named(name),
    allOf: list,
    anyOf: list,
    oneOf: list,
    not: tie("schema"),
    if: tie("schema"),
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
    then: tie("schema"),
    else: tie("schema"),
  };
  const keyword = Object.entries<fc.Arbitrary<unknown>>(values).map(([key, value]) =>
    value.map((given) => ({ [key]: given })),
  );
  return {
    // Some that go together, on top of what chance brings.
    keywords: fc.oneof(
      fc.array(fc.oneof(...keyword), { minLength: 1, maxLength: 3 }).map((parts) => Object.assign({}, ...parts)),
      fc.record(Object.fromEntries(["if", "then", "else"].map((key) => [key, tie("schema")]))),
      fc.record({ contains: tie("schema"), minContains: small, maxContains: small }),
      fc.record({ properties: named(name), additionalProperties: tie("schema") }),
    ),
    schema: fc.oneof({ maxDepth: 3, depthIdentifier: "schema" }, fc.boolean(), tie("keywords"), tie("keywords")),
  };
});

test("thousands of random schemas and values are judged as by Python's jsonschema", async () => {
  const pairs = fc.sample(fc.tuple(schema, value), { numRuns: PAIRS, seed: 7 });
  const ours = pairs.map(([schema, value]) => compileJsonSchema(schema)(value));
  const theirs = await askPython(pairs);
  expect(ours).toEqual(theirs);
  // Else the comparison would say nothing.
  expect(ours.filter(Boolean).length).toBeGreaterThan(PAIRS / 10);
  expect(ours.filter((valid) => !valid).length).toBeGreaterThan(PAIRS / 10);
  conforms({
    area: "Behaviour tests",
    claim: "random schemas and values: valid or not",
    peer: "jsonschema",
    version: await pythonVersion(await pythonWith(PACKAGES), "jsonschema"),
    cases: theirs.length,
  });
});

async function askPython(pairs: unknown): Promise<boolean[]> {
  const child = spawn(await pythonWith(PACKAGES), [join(import.meta.dirname, "json-schema", "validate.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(pairs));
  return v.parse(v.array(v.boolean()), JSON.parse(await text(child.stdout)));
}
