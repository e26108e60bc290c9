import { canonicalJson } from "@airworthy/evidence";
import { isObject, type KeywordFactory, schemaError, schemasOf } from "./schema.ts";

const TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"] as const;

/** Keywords that speak of values of any type. */
export const valueKeywords: readonly (readonly [string, KeywordFactory])[] = [
  [
    "type",
    ({ value, path }) => {
      const types: unknown[] = [value].flat();
      for (const type of types) {
        if (!TYPES.some((known) => known === type)) throw schemaError(path, `must be of ${TYPES.join(", ")}`);
      }
      return (instance) => types.some((type) => isOfType(instance, type));
    },
  ],
  [
    "enum",
    ({ value, path }) => {
      if (!Array.isArray(value)) throw schemaError(path, "must be a list");
      const allowed = new Set(value.map(canonicalJson));
      return (instance) => allowed.has(canonicalJson(instance));
    },
  ],
  [
    "const",
    ({ value }) => {
      const allowed = canonicalJson(value);
      return (instance) => canonicalJson(instance) === allowed;
    },
  ],
  [
    "allOf",
    (source) => {
      const schemas = schemasOf(source);
      return (instance) => schemas.every((valid) => valid(instance));
    },
  ],
  [
    "anyOf",
    (source) => {
      const schemas = schemasOf(source);
      return (instance) => schemas.some((valid) => valid(instance));
    },
  ],
  [
    "oneOf",
    (source) => {
      const schemas = schemasOf(source);
      return (instance) => schemas.filter((valid) => valid(instance)).length === 1;
    },
  ],
  [
    "not",
    ({ value, path, context }) => {
      const valid = context.compile(value, path);
      return (instance) => !valid(instance);
    },
  ],
  [
    "if",
    ({ value, path, schema, schemaPath, context }) => {
      const condition = context.compile(value, path);
      const branch = (name: "then" | "else") =>
        Object.hasOwn(schema, name) ? context.compile(schema[name], `${schemaPath}/${name}`) : () => true;
      const [then, otherwise] = [branch("then"), branch("else")];
      return (instance) => (condition(instance) ? then(instance) : otherwise(instance));
    },
  ],
];

function isOfType(instance: unknown, type: unknown): boolean {
  if (type === "null") return instance === null;
  if (type === "array") return Array.isArray(instance);
  if (type === "object") return isObject(instance);
  if (type === "integer") return Number.isInteger(instance);
  return typeof instance === type;
}
