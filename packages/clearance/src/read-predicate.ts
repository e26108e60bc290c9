import * as v from "valibot";

/** Where our predicates, and where SLSA's, say when they were made. */
const time = v.pipe(v.string(), v.isoTimestamp());
const timeSchema = v.union([
  v.object({ finishedOn: time }),
  v.object({ runDetails: v.object({ metadata: v.object({ finishedOn: time }) }) }),
]);
const classSchema = v.object({ class: v.string() });

/** When the evidence of this predicate was made, in ISO 8601; null where it does not say. */
export function madeOn(predicate: unknown): string | null {
  const { success, output } = v.safeParse(timeSchema, predicate);
  if (!success) return null;
  return "finishedOn" in output ? output.finishedOn : output.runDetails.metadata.finishedOn;
}

/** Of an audit's predicate its class, such as "bias"; null of every other. */
export function auditClassOf(predicate: unknown): string | null {
  const { success, output } = v.safeParse(classSchema, predicate);
  return success ? output.class : null;
}
