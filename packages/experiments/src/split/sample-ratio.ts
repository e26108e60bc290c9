import { chiSquareRatio, logSequentialRatio, type PlannedCounts, sequentialPValue } from "@airworthy/stats";
import * as v from "valibot";
import { atLeastZeroSchema, countSchema, plainNameSchema, shareSchema } from "../fields.ts";
import { MOST_ARMS } from "../plan/plan.ts";
import { SLOTS, slotsSchema } from "../slots/slots.ts";
import { MOST_ALLOCATIONS } from "../state/experiment.ts";
import type { PeriodResult } from "../weights/results.ts";

/** Below it the split is not as planned (Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, 2020, chapter 21). */
export const SPLIT_THRESHOLD = 0.001;

const pointSchema = v.strictObject({ name: plainNameSchema, slots: slotsSchema, units: countSchema });

const entriesSchema = v.strictObject({
  periods: v.pipe(
    v.array(v.pipe(v.array(pointSchema), v.minLength(2), v.maxLength(MOST_ARMS))),
    v.minLength(1),
    v.maxLength(MOST_ALLOCATIONS),
  ),
  /** Of the sequential test: it holds at every look. */
  p: shareSchema,
  /** Of the usual test, which holds at one look alone: for those who compare. */
  chiSquare: v.strictObject({ statistic: atLeastZeroSchema, degreesOfFreedom: countSchema, p: shareSchema }),
  threshold: v.literal(SPLIT_THRESHOLD),
  ok: v.boolean(),
});

export type SampleRatio = v.InferOutput<typeof entriesSchema>;

/** Whether units came to the arms in the shares of the splits. All of it follows from the counts. */
export const sampleRatioSchema = v.pipe(
  entriesSchema,
  v.check((ratio) => isOfItsCounts(ratio), "must have the probabilities of its counts"),
  v.check(({ ok, p, threshold }) => ok === p >= threshold, "must be ok where p is not below the threshold"),
);

/** Tests the split of all periods together; null where no unit was counted. */
export function testSampleRatio(results: readonly PeriodResult[]): SampleRatio | null {
  const periods = results.map(({ allocation, arms }) =>
    arms.map(({ name, units }, index) => ({ name, units, slots: allocation.arms[index]?.slots ?? 0 })),
  );
  if (periods.flat().every(({ units }) => units === 0)) return null;
  return { periods, threshold: SPLIT_THRESHOLD, ...tested(periods) };
}

function tested(periods: SampleRatio["periods"]) {
  const counts = periods.map(
    (arms): PlannedCounts => ({
      observed: arms.map(({ units }) => units),
      shares: arms.map(({ slots }) => slots / SLOTS),
    }),
  );
  const { statistic, degreesOfFreedom, pValue } = chiSquareRatio(counts);
  const p = sequentialPValue(counts.reduce((sum, period) => sum + logSequentialRatio(period), 0));
  return { p, chiSquare: { statistic, degreesOfFreedom, p: pValue }, ok: p >= SPLIT_THRESHOLD };
}

/** What other processors round otherwise. */
const RELATIVE_TOLERANCE = 1e-9;

function isOfItsCounts({ periods, p, chiSquare }: SampleRatio): boolean {
  try {
    const again = tested(periods);
    return (
      isClose(again.p, p) &&
      isClose(again.chiSquare.p, chiSquare.p) &&
      isClose(again.chiSquare.statistic, chiSquare.statistic) &&
      again.chiSquare.degreesOfFreedom === chiSquare.degreesOfFreedom
    );
  } catch (error) {
    // Of counts that no split has.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= RELATIVE_TOLERANCE * Math.max(one, other);
}
