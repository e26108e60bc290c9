import type { Random } from "@airworthy/stats";
import * as v from "valibot";
import type { Case, Draft } from "../cases/case.ts";
import { caseId } from "../cases/case-id.ts";
import { countSchema } from "../cases/number-schema.ts";
import { reorder } from "./draw.ts";
import type { OnRows } from "./perturbation.ts";

const ROWS = 8;
const MAX_ROWS = 256;

export const permuteRowsSchema = v.strictObject({
  by: v.pipe(v.literal("permute-rows"), v.description("Asks for the same rows in another order.")),
  rows: v.exactOptional(
    v.pipe(countSchema(2, MAX_ROWS), v.description(`So many rows are one case; ${ROWS} without it.`)),
  ),
});

export function permuteRows({ rows = ROWS }: v.InferOutput<typeof permuteRowsSchema>): OnRows {
  return { on: "rows", rows };
}

/**
 * One case of several rows: each as it is, then each in another order, to be answered as it was. A row that is left alone
 * at the end has no other order.
 */
export function permutedCase(rows: readonly Draft[], random: (id: string) => Random): Case {
  const inputs = rows.flatMap((row) => row.inputs);
  const id = caseId(rows.map((row) => row.id));
  const places = inputs.map((_, place) => place);
  const order = inputs.length < 2 ? [] : reorder(places, random(id));
  return {
    id,
    inputs: [...inputs, ...order.flatMap((place) => inputs.slice(place, place + 1))],
    origins: [...places, ...order],
    expected: null,
    slices: null,
    cluster: id,
  };
}
