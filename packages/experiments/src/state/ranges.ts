import * as v from "valibot";
import { SLOTS, slotsSchema } from "../slots/slots.ts";

/** Slots of a namespace: from one up to, without, another. */
export const rangeSchema = v.pipe(
  v.strictObject({ from: slotsSchema, to: slotsSchema }),
  v.check(({ from, to }) => from < to, "must end after it begins"),
);

export type Range = v.InferOutput<typeof rangeSchema>;

/** Slots, of so many, that no range takes yet, the lowest first; null where there are not enough. */
export function findRoom(taken: readonly Range[], slots: number): Range[] | null {
  const found: Range[] = [];
  let left = slots;
  let from = 0;
  for (const range of [...ascending(taken), { from: SLOTS, to: SLOTS }]) {
    const to = Math.min(range.from, from + left);
    if (from < to) found.push({ from, to });
    left -= Math.max(0, to - from);
    from = Math.max(from, range.to);
  }
  return left === 0 ? found : null;
}

/** Whether no slot is in two of the ranges. */
export function areApart(ranges: readonly Range[]): boolean {
  return ascending(ranges).every((range, index, all) => (all[index - 1]?.to ?? 0) <= range.from);
}

export function sizeOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

function ascending(ranges: readonly Range[]): Range[] {
  return [...ranges].sort((a, b) => a.from - b.from);
}
