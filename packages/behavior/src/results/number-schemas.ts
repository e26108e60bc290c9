import * as v from "valibot";

export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const shareSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** Of two shares. */
export const differenceSchema = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
