import type { Verdict } from "@airworthy/evidence";
import * as v from "valibot";
import { atLeastZeroSchema, countSchema, kebabSchema, nameSchema, positiveShareSchema, shareSchema } from "./fields.ts";

const MOST_ARMS = 20;

/** What adding up expected counts may be off by, as a share of them. */
const RELATIVE_TOLERANCE = 1e-6;

const armSchema = v.strictObject({ name: nameSchema, expected: atLeastZeroSchema, observed: countSchema });

type Arm = v.InferOutput<typeof armSchema>;

/**
 * Whether the users came to the versions in the shares that were planned. If not, something chose them, and no difference
 * between the versions can be told from one between the users.
 */
export const sampleRatioSchema = v.pipe(
  v.strictObject({
    arms: v.pipe(v.array(armSchema), v.minLength(2), v.maxLength(MOST_ARMS)),
    /** That the shares are as planned; of a sequential test, so that it may be read at every look. */
    p: shareSchema,
    /** Below this the split is not as planned. */
    threshold: positiveShareSchema,
    method: kebabSchema,
    ok: v.boolean(),
  }),
  v.check(({ arms }) => new Set(arms.map(({ name }) => name)).size === arms.length, "must not name an arm twice"),
  v.check(({ arms }) => isSameTotal(arms), "must expect as many as there are"),
  v.check(({ ok, p, threshold }) => ok === p >= threshold, "must be ok where p is not below the threshold"),
);

export type SampleRatio = v.InferOutput<typeof sampleRatioSchema>;

/** What it brings about: a split that was not tested is no better than one that is off. */
export function verdictOfRatio(ratio: SampleRatio | null): Verdict {
  return ratio?.ok === true ? "pass" : "inconclusive";
}

function isSameTotal(arms: readonly Arm[]): boolean {
  const expected = arms.reduce((sum, arm) => sum + arm.expected, 0);
  const observed = arms.reduce((sum, arm) => sum + arm.observed, 0);
  return Math.abs(expected - observed) <= RELATIVE_TOLERANCE * observed;
}
