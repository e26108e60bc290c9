import { UserError } from "@airworthy/evidence";

/** Whether a JSON value is valid. */
export type Valid = (value: unknown) => boolean;

/** One keyword's part of it: valid too for values of a type that the keyword does not speak of. */
export type Keyword = Valid;

export interface SchemaContext {
  /** The whole document, which references point into. */
  readonly root: unknown;
  compile(schema: unknown, path: string): Valid;
  /** Has something done once the schema at hand is compiled. */
  later(task: () => void): void;
}

export interface KeywordSource {
  /** What the keyword is given. */
  readonly value: unknown;
  /** Where it stands, such as `#/properties/name/type`. */
  readonly path: string;
  /** The schema that it stands in, for keywords that depend on their neighbours. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly schemaPath: string;
  readonly context: SchemaContext;
}

export type KeywordFactory = (source: KeywordSource) => Keyword;

export function schemaError(path: string, message: string): UserError {
  return new UserError(`JSON Schema, ${path}: ${message}`);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The keyword's value as a whole number, 0 or more. */
export function countOf({ value, path }: Pick<KeywordSource, "value" | "path">): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw schemaError(path, "must be a whole number, 0 or more");
}

/** The keyword's value as a list of schemas. */
export function schemasOf({ value, path, context }: KeywordSource): readonly Valid[] {
  if (!Array.isArray(value) || value.length === 0) throw schemaError(path, "must be a list of schemas");
  return value.map((schema: unknown, index) => context.compile(schema, `${path}/${index}`));
}

/** The keyword's value as schemas by name. */
export function namedSchemasOf({ value, path, context }: KeywordSource): [string, Valid][] {
  if (!isObject(value)) throw schemaError(path, "must be an object of schemas");
  return Object.entries(value).map(([name, schema]) => [name, context.compile(schema, `${path}/${name}`)]);
}

export function namesOf({ value, path }: Pick<KeywordSource, "value" | "path">): readonly string[] {
  if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
  throw schemaError(path, "must be a list of names");
}
