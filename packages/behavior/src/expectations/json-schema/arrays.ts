import { canonicalJson } from "@airworthy/evidence";
import { countOf, type KeywordFactory, schemaError, schemasOf } from "./schema.ts";

export const arrayKeywords: readonly (readonly [string, KeywordFactory])[] = [
  [
    "prefixItems",
    (source) => {
      const schemas = schemasOf(source);
      return onArrays((items) => schemas.every((valid, index) => index >= items.length || valid(items[index])));
    },
  ],
  [
    "items",
    ({ value, path, schema, context }) => {
      if (Array.isArray(value)) throw schemaError(path, "must be one schema; for one an item, use prefixItems");
      const valid = context.compile(value, path);
      const start = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"].length : 0;
      return onArrays((items) => items.every((item, index) => index < start || valid(item)));
    },
  ],
  ["contains", containsKeyword],
  [
    "minItems",
    (source) => {
      const least = countOf(source);
      return onArrays((items) => items.length >= least);
    },
  ],
  [
    "maxItems",
    (source) => {
      const most = countOf(source);
      return onArrays((items) => items.length <= most);
    },
  ],
  [
    "uniqueItems",
    ({ value, path }) => {
      if (typeof value !== "boolean") throw schemaError(path, "must be true or false");
      return onArrays((items) => !value || new Set(items.map(canonicalJson)).size === items.length);
    },
  ],
];

function onArrays(valid: (items: readonly unknown[]) => boolean): (instance: unknown) => boolean {
  return (instance) => !Array.isArray(instance) || valid(instance);
}

function containsKeyword({ value, path, schema, schemaPath, context }: Parameters<KeywordFactory>[0]) {
  const valid = context.compile(value, path);
  const limit = (name: string, otherwise: number) =>
    Object.hasOwn(schema, name) ? countOf({ value: schema[name], path: `${schemaPath}/${name}` }) : otherwise;
  const least = limit("minContains", 1);
  const most = limit("maxContains", Number.POSITIVE_INFINITY);
  return onArrays((items) => {
    const count = items.filter(valid).length;
    return count >= least && count <= most;
  });
}
