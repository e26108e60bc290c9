import * as v from "valibot";
import { countSchema } from "../cases/number-schema.ts";
import type { OnRecord } from "./perturbation.ts";

const MAX_TIMES = 100;

export const duplicateSchema = v.strictObject({
  by: v.pipe(v.literal("duplicate"), v.description("Asks for the same record again, in the same batch.")),
  times: v.exactOptional(v.pipe(countSchema(1, MAX_TIMES), v.description("How often again; once without it."))),
});

export function duplicate({ times = 1 }: v.InferOutput<typeof duplicateSchema>): OnRecord {
  return { on: "record", fields: [], change: (record) => Array.from({ length: times }, () => record) };
}
