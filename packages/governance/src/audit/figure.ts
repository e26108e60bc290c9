import * as v from "valibot";

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** An interval, at the audit's level; an end is null where nothing tells how far it is. */
export const intervalSchema = v.strictObject({ low: v.nullable(finite), high: v.nullable(finite) });

/** A number with what it rests on: never one without the other. */
export const figureSchema = v.strictObject({
  value: finite,
  ...intervalSchema.entries,
  /** The rows, cases or values that it rests on; of a number between groups, those of the smallest. */
  n: count,
  /** How many of them count as positive, such as labelled positive for a true positive rate; null where nothing does. */
  positives: v.nullable(count),
});

export type Figure = v.InferOutput<typeof figureSchema>;

/** Candidate minus baseline. */
export const changeSchema = v.strictObject({ estimate: finite, ...intervalSchema.entries });

export type FigureChange = v.InferOutput<typeof changeSchema>;
