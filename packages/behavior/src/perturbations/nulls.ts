import * as v from "valibot";
import { labelSchema, oneOrMore } from "../cases/text-schema.ts";
import type { OnRecord } from "./perturbation.ts";
import { withField } from "./record-number.ts";

const MAX_FIELDS = 1_000;

export const nullsSchema = v.strictObject({
  by: v.pipe(v.literal("nulls"), v.description("Empties a field: null, one field at a time.")),
  fields: v.exactOptional(v.pipe(oneOrMore(labelSchema, MAX_FIELDS), v.description("Each field without it."))),
});

/** One record for each of the fields that is not null yet. */
export function nulls({ fields = [] }: v.InferOutput<typeof nullsSchema>): OnRecord {
  return {
    on: "record",
    fields,
    change: (record) =>
      (fields.length === 0 ? Object.keys(record) : fields)
        .filter((field) => record[field] !== null)
        .map((field) => withField(record, field, null)),
  };
}
