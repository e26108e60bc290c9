import * as v from "valibot";
import { finiteSchema } from "../cases/number-schema.ts";
import { labelSchema, oneOrMore } from "../cases/text-schema.ts";
import { fieldSchema, type OnRecord } from "./perturbation.ts";
import { numberIn, withField } from "./record-number.ts";

const MAX_FIELDS = 1_000;

export const rescaleSchema = v.strictObject({
  by: v.pipe(v.literal("rescale"), v.description("The same quantity in another unit.")),
  field: v.pipe(oneOrMore(labelSchema, MAX_FIELDS), v.description("The field with the number, or several.")),
  factor: v.pipe(
    finiteSchema,
    v.check((factor) => factor !== 0 && factor !== 1, "must be neither 0 nor 1"),
    v.description("What the number is multiplied by, such as 1000 from kg to g."),
  ),
  unit: v.exactOptional(
    v.pipe(
      v.strictObject({ field: fieldSchema, from: labelSchema, to: labelSchema }),
      v.description("The field that names the unit, its value in the records to change, and what it becomes."),
    ),
  ),
});

/**
 * The record with its numbers in another unit, and the unit's name changed with them; only records in the unit `from`.
 * Without a unit the test claims that the scale does not matter at all. A record whose numbers are all null or 0 cannot
 * be changed.
 */
export function rescale({ field, factor, unit }: v.InferOutput<typeof rescaleSchema>): OnRecord {
  return {
    on: "record",
    fields: unit === undefined ? field : [...field, unit.field],
    change: (record) => {
      if (unit !== undefined && record[unit.field] !== unit.from) return [];
      let scaled = record;
      for (const name of field) {
        const value = numberIn(record, name);
        if (value !== null && Number.isFinite(value * factor)) scaled = withField(scaled, name, value * factor);
      }
      if (field.every((name) => scaled[name] === record[name])) return [];
      return [unit === undefined ? scaled : withField(scaled, unit.field, unit.to)];
    },
  };
}
