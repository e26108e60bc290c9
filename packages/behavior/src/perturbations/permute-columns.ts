import * as v from "valibot";
import { reorder } from "./draw.ts";
import type { OnRecord } from "./perturbation.ts";

export const permuteColumnsSchema = v.strictObject({
  by: v.pipe(v.literal("permute-columns"), v.description("Asks for the same record with its fields in another order.")),
});

/** Names that are whole numbers come first in JavaScript, in their own order. */
const WHOLE_NUMBER = /^(?:0|[1-9]\d*)$/;

/** The record with its fields in a drawn order; with fewer than two fields that can move it cannot be changed. */
export function permuteColumns(): OnRecord {
  return {
    on: "record",
    fields: [],
    change: (record, random) => {
      const names = Object.keys(record).filter((name) => !WHOLE_NUMBER.test(name));
      if (names.length < 2) return [];
      const fixed = Object.keys(record).filter((name) => WHOLE_NUMBER.test(name));
      return [Object.fromEntries([...fixed, ...reorder(names, random)].map((name) => [name, record[name]]))];
    },
  };
}
