import * as v from "valibot";
import { digestSchema, instantSchema, nameSchema, reasonSchema } from "../fields.ts";

/** A digest that nobody is to get again: no start, retry or shorter way brings it back, in any rollout of the folder. */
export const denialSchema = v.strictObject({
  digest: digestSchema,
  version: v.nullable(nameSchema),
  reason: reasonSchema,
  by: nameSchema,
  on: instantSchema,
  /** What went back from it: a rollout, such as "review-sentiment-2", or a stage, such as "production of review-sentiment". */
  rollout: nameSchema,
});

export type Denial = v.InferOutput<typeof denialSchema>;

export function denialOf(denied: readonly Denial[], digest: string): Denial | undefined {
  return denied.find((denial) => denial.digest === digest);
}
