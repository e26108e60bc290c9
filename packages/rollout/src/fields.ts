import { isSha256, reasonCodeSchema, shortText } from "@airworthy/evidence";
import * as v from "valibot";

const MOST_NAME_CHARACTERS = 500;
export const MOST_TEXT_CHARACTERS = 1_000;
const MOST_CODE_CHARACTERS = 100;
const ALGORITHM = "sha256:";
/** Of a rollout's identity, which the canary and a comment's key take up to 50 characters of: the number needs seven. */
const PLAN_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,41}[A-Za-z0-9])?$/;
/** Names that every object of JavaScript has already. */
const RESERVED = ["constructor", "prototype"];

/** Untrusted, as all names and texts are. */
export const nameSchema = shortText(MOST_NAME_CHARACTERS);
export const textSchema = v.pipe(
  v.string(),
  v.maxLength(MOST_TEXT_CHARACTERS, `must have at most ${MOST_TEXT_CHARACTERS} characters`),
);
export const reasonSchema = shortText(MOST_TEXT_CHARACTERS);
export const codeSchema = v.pipe(reasonCodeSchema, v.maxLength(MOST_CODE_CHARACTERS));

export const planNameSchema = v.pipe(
  v.string(),
  v.regex(PLAN_NAME, "must be 1 to 43 letters, digits, dots, underscores and hyphens, the ends letters or digits"),
  v.check((name) => !RESERVED.includes(name), "must not be a name that JavaScript keeps for itself"),
);

export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const positiveCountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Of users, more than none. */
export const positiveShareSchema = v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(1));
export const shareSchema = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1));

/** ISO 8601, and a day that there is. */
export const instantSchema = v.pipe(
  v.string(),
  v.isoTimestamp("must be an ISO 8601 time"),
  v.check((text) => Number.isFinite(Date.parse(text)), "must be a day that there is"),
);

/** A package's digest as flags name it: "sha256:" and 64 lower-case hexadecimal digits. */
export const digestSchema = v.pipe(
  v.string(),
  v.regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 lower-case hexadecimal digits"),
);

/** A version as a rollout knows it. */
export const versionSchema = v.strictObject({ digest: digestSchema, version: v.nullable(nameSchema) });

export type Version = v.InferOutput<typeof versionSchema>;

export function isDigest(text: unknown): text is string {
  return typeof text === "string" && text.startsWith(ALGORITHM) && isSha256(text.slice(ALGORITHM.length));
}

/** The digits of a digest, as evidence has them. */
export function hexOf(digest: string): string {
  return digest.slice(ALGORITHM.length);
}

/** A check whose message says what is wrong: words that follow "it", or null where nothing is. */
export function withoutProblem<T>(problemOf: (value: T) => string | null) {
  return v.check<T, (issue: v.CheckIssue<T>) => string>(
    (value) => problemOf(value) === null,
    ({ input }) => problemOf(input) ?? "",
  );
}
