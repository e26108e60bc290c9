import * as v from "valibot";
import { finiteSchema } from "../cases/number-schema.ts";
import { labelSchema, listSchema } from "../cases/text-schema.ts";
import { fieldSchema, type OnRecord } from "./perturbation.ts";
import { withField } from "./record-number.ts";

const MAX_VALUES = 1_000;

export const flipSchema = v.strictObject({
  by: v.pipe(v.literal("flip"), v.description("Puts each other value into a field, such as a protected attribute's.")),
  field: fieldSchema,
  values: v.pipe(
    listSchema(v.union([labelSchema, finiteSchema, v.boolean()]), MAX_VALUES),
    v.minLength(2, "must have at least 2 values"),
    v.description("The values that stand for each other; a record with another one is left out."),
  ),
});

export function flip({ field, values }: v.InferOutput<typeof flipSchema>): OnRecord {
  const all = [...new Set(values)];
  return {
    on: "record",
    fields: [field],
    change: (record) => {
      const own = record[field];
      if (!all.some((value) => value === own)) return [];
      return all.filter((value) => value !== own).map((value) => withField(record, field, value));
    },
  };
}
