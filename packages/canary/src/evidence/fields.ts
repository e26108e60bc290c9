import * as v from "valibot";

/** Longer than any sentence that a judge writes. */
const MOST_TEXT_CHARACTERS = 1_000;
export const MOST_NAME_CHARACTERS = 500;

/** Untrusted, as all names and texts are. */
export const nameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_NAME_CHARACTERS));
export const textSchema = v.pipe(v.string(), v.maxLength(MOST_TEXT_CHARACTERS));

export const finiteSchema = v.pipe(v.number(), v.finite());
export const atLeastZeroSchema = v.pipe(finiteSchema, v.minValue(0));
export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const shareSchema = v.pipe(finiteSchema, v.minValue(0), v.maxValue(1));

/** A share of something, not of nothing. */
export const positiveShareSchema = v.pipe(finiteSchema, v.gtValue(0), v.maxValue(1));

/** ISO 8601, and a day that there is. */
export const instantSchema = v.pipe(
  v.string(),
  v.isoTimestamp("must be an ISO 8601 time"),
  v.check((text) => Number.isFinite(Date.parse(text)), "must be a day that there is"),
);

export const kebabSchema = v.pipe(
  v.string(),
  v.maxLength(100),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be in kebab-case"),
);
