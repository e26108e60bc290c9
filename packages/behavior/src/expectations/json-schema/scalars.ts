import { UserError } from "@airworthy/evidence";
import { compilePattern, type Pattern } from "../pattern.ts";
import { FORMATS } from "./formats.ts";
import { countOf, type KeywordFactory, type KeywordSource, schemaError } from "./schema.ts";

export const numberKeywords: readonly (readonly [string, KeywordFactory])[] = [
  ["minimum", numberKeyword((instance, limit) => instance >= limit)],
  ["maximum", numberKeyword((instance, limit) => instance <= limit)],
  ["exclusiveMinimum", numberKeyword((instance, limit) => instance > limit)],
  ["exclusiveMaximum", numberKeyword((instance, limit) => instance < limit)],
  [
    "multipleOf",
    (source) => {
      if (numberOf(source) <= 0) throw schemaError(source.path, "must be above 0");
      return numberKeyword(isMultiple)(source);
    },
  ],
];

export const stringKeywords: readonly (readonly [string, KeywordFactory])[] = [
  [
    "minLength",
    (source) => {
      const least = countOf(source);
      return (instance) => typeof instance !== "string" || charactersOf(instance) >= least;
    },
  ],
  [
    "maxLength",
    (source) => {
      const most = countOf(source);
      return (instance) => typeof instance !== "string" || charactersOf(instance) <= most;
    },
  ],
  [
    "pattern",
    ({ value, path }) => {
      const pattern = patternAt(value, path);
      return (instance) => typeof instance !== "string" || pattern.test(instance);
    },
  ],
  [
    "format",
    ({ value, path }) => {
      const check = typeof value === "string" ? FORMATS.get(value) : undefined;
      if (check === undefined) throw schemaError(path, `must be one of ${[...FORMATS.keys()].join(", ")}`);
      return (instance) => typeof instance !== "string" || check(instance);
    },
  ],
];

/** A pattern of the schema at a path. Throws a UserError that names the path. */
export function patternAt(source: unknown, path: string): Pattern {
  if (typeof source !== "string") throw schemaError(path, "must be a pattern");
  try {
    return compilePattern(source);
  } catch (error) {
    if (error instanceof UserError) throw schemaError(path, error.message);
    throw error;
  }
}

function numberKeyword(holds: (instance: number, limit: number) => boolean): KeywordFactory {
  return (source) => {
    const limit = numberOf(source);
    return (instance) => typeof instance !== "number" || holds(instance, limit);
  };
}

function numberOf({ value, path }: KeywordSource): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw schemaError(path, "must be a number");
}

/** Above this quotient a double has no room left to tell a multiple from its neighbours but by its remainder. */
const TELLING_QUOTIENT = 2 ** 40;

/** 0.3 is a multiple of 0.1, although in doubles the quotient is 2.9999999999999996. */
function isMultiple(instance: number, of: number): boolean {
  if (instance % of === 0) return true;
  const quotient = Math.abs(instance / of);
  return quotient < TELLING_QUOTIENT && Math.abs(quotient - Math.round(quotient)) <= 4 * Number.EPSILON * quotient;
}

/** Code points, as JSON Schema counts. */
function charactersOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
