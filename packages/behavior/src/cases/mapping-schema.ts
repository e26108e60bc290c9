import * as v from "valibot";

/** A piece of JSON Schema, for editors. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const JSON_SCHEMAS = new WeakMap<object, JsonSchema>();

/**
 * A mapping of the suite's file as a Map, so that `constructor` and `__proto__` are names like any other. `what` says
 * what it maps to what; `jsonSchema` stands for its values in the JSON Schema.
 */
export function mappingSchema<Value>(
  keys: v.GenericSchema<unknown, string>,
  values: v.GenericSchema<unknown, Value>,
  { what, most, jsonSchema }: { readonly what: string; readonly most: number; readonly jsonSchema: JsonSchema },
): v.GenericSchema<unknown, ReadonlyMap<string, Value>> {
  const mapping = v.custom<Readonly<Record<string, unknown>>>(isMapping, `must be a mapping from ${what}`);
  JSON_SCHEMAS.set(mapping, { type: "object", maxProperties: most, additionalProperties: jsonSchema });
  return v.pipe(
    mapping,
    v.check((value) => Object.keys(value).length <= most, `must have at most ${most} entries`),
    v.transform((value): Map<unknown, unknown> => new Map(Object.entries(value))),
    v.map(keys, values),
  );
}

/** The JSON Schema of a schema that valibot cannot convert: a mapping. For the converter's `overrideSchema`. */
export function jsonSchemaOf(schema: { readonly type: string }): JsonSchema | undefined {
  return schema.type === "custom" ? (JSON_SCHEMAS.get(schema) ?? { type: "object" }) : undefined;
}

export function isMapping(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
