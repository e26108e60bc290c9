import { nearest, type UserError } from "@airworthy/evidence";
import { arrayKeywords } from "./arrays.ts";
import { objectKeywords } from "./objects.ts";
import { referenceKeyword } from "./references.ts";
import { numberKeywords, stringKeywords } from "./scalars.ts";
import { isObject, type Keyword, type KeywordFactory, type SchemaContext, schemaError, type Valid } from "./schema.ts";
import { valueKeywords } from "./values.ts";

/**
 * Whether a JSON value is valid by a JSON Schema (draft 2020-12): the schema is interpreted, no code is made of it. What
 * of the draft is not known here is refused rather than ignored, so that no answer passes by a keyword that nobody
 * looked at: unevaluatedProperties, unevaluatedItems, $dynamicRef, references to other documents, older drafts' forms.
 * Patterns are RE2's. A format is checked, not only an annotation. Throws a UserError that names the place in the schema.
 */
export function compileJsonSchema(schema: unknown): Valid {
  const compiled = new Map<unknown, Valid>();
  const tasks: (() => void)[] = [];
  const context: SchemaContext = {
    root: schema,
    compile(child, path) {
      const known = compiled.get(child);
      if (known !== undefined) return known;
      const valid = compileOne(child, path, context);
      compiled.set(child, valid);
      return valid;
    },
    later: (task) => tasks.push(task),
  };
  const valid = context.compile(schema, "#");
  // Each may add others.
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) task();
  return valid;
}

const KEYWORDS: ReadonlyMap<string, KeywordFactory> = new Map<string, KeywordFactory>([
  ...valueKeywords,
  ...numberKeywords,
  ...stringKeywords,
  ...arrayKeywords,
  ...objectKeywords,
  ["$ref", referenceKeyword],
]);

/** They say something to a reader, or hold what others refer to, or are read together with a neighbour. */
const SILENT: ReadonlySet<string> = new Set([
  ...["$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "examples"],
  ...["deprecated", "readOnly", "writeOnly", "then", "else", "minContains", "maxContains"],
]);

function compileOne(schema: unknown, path: string, context: SchemaContext): Valid {
  if (typeof schema === "boolean") return () => schema;
  if (!isObject(schema)) throw schemaError(path, "a schema is an object, true or false");
  const keywords: Keyword[] = [];
  for (const [name, value] of Object.entries(schema)) {
    // It would be another document, with references of its own.
    if (name === "$id" && schema !== context.root) throw schemaError(path, "$id is allowed at the root only");
    if (SILENT.has(name)) continue;
    const factory = KEYWORDS.get(name);
    if (factory === undefined) throw unknownKeyword(path, name);
    keywords.push(factory({ value, path: `${path}/${name}`, schema, schemaPath: path, context }));
  }
  return (value) => keywords.every((keyword) => keyword(value));
}

function unknownKeyword(path: string, name: string): UserError {
  const near = nearest(name, [...KEYWORDS.keys(), ...SILENT]);
  const hint = near === undefined ? "it is not checked here, so that it is not allowed" : `did you mean ${near}?`;
  return schemaError(path, `unknown keyword ${JSON.stringify(name)}; ${hint}`);
}
