import { isSha256, shortText } from "@airworthy/evidence";
import * as v from "valibot";

const MOST_CHARACTERS = 200;
const MOST_TEXT_CHARACTERS = 1_000;
const ALGORITHM = "sha256:";
const NAME = /^[A-Za-z][A-Za-z0-9._-]{0,49}$/;

/** Of an experiment, an arm or a namespace: never one that objects would put before others because it is a number. */
export const plainNameSchema = v.pipe(
  v.string(),
  v.regex(NAME, "must be 1 to 50 letters, digits, dots, underscores and hyphens, a letter first"),
);

/** A flag's key or a metric; untrusted. */
export const nameSchema = shortText(MOST_CHARACTERS);
export const textSchema = v.pipe(v.string(), v.maxLength(MOST_TEXT_CHARACTERS));

export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const finiteSchema = v.pipe(v.number(), v.finite());
export const atLeastZeroSchema = v.pipe(finiteSchema, v.minValue(0));
export const shareSchema = v.pipe(atLeastZeroSchema, v.maxValue(1));
export const seedSchema = v.pipe(v.number(), v.safeInteger("must be a whole number"));

/** ISO 8601 in UTC, and a day that there is. */
export const instantSchema = v.pipe(
  v.string(),
  v.isoTimestamp("must be an ISO 8601 time"),
  v.check((text) => Number.isFinite(Date.parse(text)), "must be a day that there is"),
);

/** A package's digest as flags name it. */
export const digestSchema = v.pipe(
  v.string(),
  v.check(
    (text) => text.startsWith(ALGORITHM) && isSha256(text.slice(ALGORITHM.length)),
    "must be sha256: and 64 lower-case hexadecimal digits",
  ),
);

/** The digits of a digest, as evidence has them. */
export function hexOf(digest: string): string {
  return digest.slice(ALGORITHM.length);
}
