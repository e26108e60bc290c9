import * as v from "valibot";

/** A commit's SHA-1, or SHA-256 in repositories that use it. */
export const shaSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "must be a commit's SHA"));

/** A number that GitHub counts with: of a pull request, a comment, a run, an artifact. */
export const numberSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
