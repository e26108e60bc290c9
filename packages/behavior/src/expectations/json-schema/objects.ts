import { patternAt } from "./scalars.ts";
import {
  countOf,
  isObject,
  type KeywordFactory,
  type KeywordSource,
  namedSchemasOf,
  namesOf,
  schemaError,
  type Valid,
} from "./schema.ts";

type Instance = Readonly<Record<string, unknown>>;

/** An object's own names only: an answer without a field must not have it from JavaScript's prototypes. */
export const objectKeywords: readonly (readonly [string, KeywordFactory])[] = [
  [
    "properties",
    (source) => {
      const schemas = namedSchemasOf(source);
      return onObjects((object) =>
        schemas.every(([name, valid]) => !Object.hasOwn(object, name) || valid(object[name])),
      );
    },
  ],
  [
    "patternProperties",
    (source) => {
      const schemas = namedSchemasOf(source).map(([name, valid]) => ({ pattern: patternAt(name, source.path), valid }));
      return onObjects((object) =>
        Object.entries(object).every(([name, value]) =>
          schemas.every(({ pattern, valid }) => !pattern.test(name) || valid(value)),
        ),
      );
    },
  ],
  ["additionalProperties", additionalProperties],
  [
    "propertyNames",
    ({ value, path, context }) => {
      const valid = context.compile(value, path);
      return onObjects((object) => Object.keys(object).every(valid));
    },
  ],
  [
    "required",
    (source) => {
      const names = namesOf(source);
      return onObjects((object) => names.every((name) => Object.hasOwn(object, name)));
    },
  ],
  [
    "minProperties",
    (source) => {
      const least = countOf(source);
      return onObjects((object) => Object.keys(object).length >= least);
    },
  ],
  [
    "maxProperties",
    (source) => {
      const most = countOf(source);
      return onObjects((object) => Object.keys(object).length <= most);
    },
  ],
  [
    "dependentRequired",
    ({ value, path }) => {
      if (!isObject(value)) throw schemaError(path, "must be an object of lists of names");
      const needs = Object.entries(value).map(([name, others]) => ({
        name,
        others: namesOf({ value: others, path: `${path}/${name}` }),
      }));
      return onObjects((object) =>
        needs.every(
          ({ name, others }) => !Object.hasOwn(object, name) || others.every((other) => Object.hasOwn(object, other)),
        ),
      );
    },
  ],
  [
    "dependentSchemas",
    (source) => {
      const schemas = namedSchemasOf(source);
      return onObjects((object) => schemas.every(([name, valid]) => !Object.hasOwn(object, name) || valid(object)));
    },
  ],
];

function onObjects(valid: (object: Instance) => boolean): Valid {
  return (instance) => !isObject(instance) || valid(instance);
}

/** For what neither `properties` nor `patternProperties` beside it names. */
function additionalProperties({ value, path, schema, schemaPath, context }: KeywordSource): Valid {
  const valid = context.compile(value, path);
  const named = isObject(schema["properties"]) ? schema["properties"] : {};
  const patterns = isObject(schema["patternProperties"]) ? Object.keys(schema["patternProperties"]) : [];
  const compiled = patterns.map((source) => patternAt(source, `${schemaPath}/patternProperties`));
  const isNamed = (name: string) => Object.hasOwn(named, name) || compiled.some((pattern) => pattern.test(name));
  return onObjects((object) => Object.entries(object).every(([name, child]) => isNamed(name) || valid(child)));
}
