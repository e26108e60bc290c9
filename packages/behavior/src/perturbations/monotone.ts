import * as v from "valibot";
import { finiteSchema } from "../cases/number-schema.ts";
import { oneOrMore } from "../cases/text-schema.ts";
import { fieldSchema, type OnRecord } from "./perturbation.ts";
import { numberIn, withField } from "./record-number.ts";

const MAX_STEPS = 100;

const numbersSchema = oneOrMore(finiteSchema, MAX_STEPS);

export const monotoneSchema = v.pipe(
  v.strictObject({
    by: v.pipe(v.literal("monotone"), v.description("Moves a number of the record one way.")),
    field: fieldSchema,
    add: v.exactOptional(
      v.pipe(
        numbersSchema,
        v.check(
          (steps) => steps.every((step) => step > 0) || steps.every((step) => step < 0),
          "must go one way, not by 0",
        ),
        v.description("What is added to it; several make one record each."),
      ),
    ),
    "up-to": v.exactOptional(v.pipe(numbersSchema, v.description("Values for it, where they are above its own."))),
    "down-to": v.exactOptional(v.pipe(numbersSchema, v.description("Values for it, where they are below its own."))),
  }),
  v.check(
    (spec) => [spec.add, spec["up-to"], spec["down-to"]].filter((given) => given !== undefined).length === 1,
    "must have one of add, up-to and down-to",
  ),
);

/** The record with a higher number in the field, or a lower one, for a test that expects a direction. */
export function monotone(spec: v.InferOutput<typeof monotoneSchema>): OnRecord {
  const { field } = spec;
  const [up, down] = [spec["up-to"] ?? [], spec["down-to"] ?? []];
  return {
    on: "record",
    fields: [field],
    change: (record) => {
      const own = numberIn(record, field);
      if (own === null) return [];
      const values = [
        ...(spec.add ?? []).map((step) => own + step).filter((value) => Number.isFinite(value) && value !== own),
        ...up.filter((value) => value > own),
        ...down.filter((value) => value < own),
      ];
      return [...new Set(values)].map((value) => withField(record, field, value));
    },
  };
}
