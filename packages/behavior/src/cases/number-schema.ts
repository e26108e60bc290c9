import * as v from "valibot";

/** A number that JSON can hold. */
export const finiteSchema = v.pipe(
  v.number(),
  // Not `finite`, which has no JSON Schema.
  v.check((value) => Number.isFinite(value), "must be a finite number"),
);

/** A whole number from `least` to `most`. */
export function countSchema(least: number, most: number) {
  return v.pipe(
    v.number(),
    v.safeInteger("must be a whole number"),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  );
}
