import { isSha256, reasonCodeSchema, shortText } from "@airworthy/evidence";
import * as v from "valibot";

const MOST_NAME_CHARACTERS = 500;
export const MOST_TEXT_CHARACTERS = 1_000;
const MOST_CODE_CHARACTERS = 100;
const ALGORITHM = "sha256:";
/** As long as a confirmation names a digest: nobody finds two packages that begin alike by chance. */
const SHORT_DIGITS = 12;
/** Git, GTO, flags and registries take them; the first a letter, so that mappings keep the order that they were written in. */
const STAGE = /^[A-Za-z]([A-Za-z0-9_-]{0,48}[A-Za-z0-9])?$/;
/** Names that every object of JavaScript has already. */
const RESERVED = ["constructor", "prototype"];

/** Untrusted, as all names and texts are. */
export const nameSchema = shortText(MOST_NAME_CHARACTERS);
export const reasonSchema = shortText(MOST_TEXT_CHARACTERS);
export const textSchema = v.pipe(
  v.string(),
  v.maxLength(MOST_TEXT_CHARACTERS, `must have at most ${MOST_TEXT_CHARACTERS} characters`),
);
export const codeSchema = v.pipe(reasonCodeSchema, v.maxLength(MOST_CODE_CHARACTERS));
export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const stageNameSchema = v.pipe(
  v.string(),
  v.regex(STAGE, "must be 1 to 50 letters, digits, underscores and hyphens, the first a letter, the last no sign"),
  v.check((name) => !RESERVED.includes(name), "must not be a name that JavaScript keeps for itself"),
);

/** ISO 8601, and a day that there is. */
export const instantSchema = v.pipe(
  v.string(),
  v.isoTimestamp("must be an ISO 8601 time"),
  v.check((text) => Number.isFinite(Date.parse(text)), "must be a day that there is"),
);

/** A package's digest: "sha256:" and 64 lower-case hexadecimal digits. */
export const digestSchema = v.pipe(
  v.string(),
  v.regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 lower-case hexadecimal digits"),
);

/** A commit's SHA-1, or SHA-256 in repositories that use it. */
export const commitSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "must be a commit's SHA"));

/** A version as promotions know it: its number, such as "2.0.0", where it has one. */
export const versionSchema = v.strictObject({ digest: digestSchema, version: v.nullable(nameSchema) });

export type Version = v.InferOutput<typeof versionSchema>;

export function isDigest(text: string): boolean {
  return text.startsWith(ALGORITHM) && isSha256(text.slice(ALGORITHM.length));
}

export function isStageName(text: string): boolean {
  return v.is(stageNameSchema, text);
}

/** The digits of a digest, as evidence has them. */
export function hexOf(digest: string): string {
  return digest.slice(ALGORITHM.length);
}

/** The digits that a confirmation repeats. */
export function shortHex(digest: string): string {
  return hexOf(digest).slice(0, SHORT_DIGITS);
}

/** A check whose message says what is wrong: words that follow "it", or null where nothing is. */
export function withoutProblem<T>(problemOf: (value: T) => string | null) {
  return v.check<T, (issue: v.CheckIssue<T>) => string>(
    (value) => problemOf(value) === null,
    ({ input }) => problemOf(input) ?? "",
  );
}
