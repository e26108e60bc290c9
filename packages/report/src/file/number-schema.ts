import * as v from "valibot";

const UNUSUAL = ["NaN", "Infinity", "-Infinity"] as const;

/** A number as report.json holds it: JSON has no word for those that are not finite. */
export const numberSchema = v.union([v.number(), v.pipe(v.picklist(UNUSUAL), v.transform(Number))]);

/** What `JSON.stringify` is to write in a value's place. */
export function writtenNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
