import { checkShape, type LineOf, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { digestSchema, nameSchema, plainNameSchema, seedSchema } from "../fields.ts";
import { percentageSchema, SLOTS, slotsOf } from "../slots/slots.ts";

const MOST_EXPERIMENTS = 200;
/** Enough for any model; each has at least a floor's share. */
export const MOST_ARMS = 20;
const LARGEST_WEIGHT = 1_000_000;
const DEFAULT_FLOOR = "1 %";

const armSchema = v.strictObject({
  digest: digestSchema,
  /** How much it gets beside the others; 1 without. */
  weight: v.exactOptional(v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(LARGEST_WEIGHT))),
});

const planSchema = v.strictObject({
  /** The flag's key; the experiment's name, where it is not given. */
  flag: v.exactOptional(nameSchema),
  /** By name, the one that the others are measured against first. */
  arms: v.pipe(v.record(plainNameSchema, armSchema), v.minEntries(2), v.maxEntries(MOST_ARMS)),
  /** Of all users, how many take part; all without. */
  traffic: v.exactOptional(percentageSchema),
  /** Experiments of one namespace never have a user in common; its own without. */
  namespace: v.exactOptional(plainNameSchema),
  /** Users that no experiment touches; the same for all that run. None without. */
  holdout: v.exactOptional(percentageSchema),
  /** The least that an arm gets when weights move. */
  floor: v.exactOptional(percentageSchema),
  seed: v.exactOptional(seedSchema),
  /** What is better by; needed where weights are to move. */
  metric: v.exactOptional(v.strictObject({ name: nameSchema, better: v.picklist(["higher", "lower"]) })),
});

/** The section `experiments` of the configuration. */
export const experimentsSectionSchema = v.pipe(
  v.record(plainNameSchema, planSchema),
  v.maxEntries(MOST_EXPERIMENTS, `must have at most ${MOST_EXPERIMENTS} entries`),
);

/** An arm as it is planned. */
export interface PlannedArm {
  readonly name: string;
  readonly digest: string;
  readonly weight: number;
}

/** An experiment as it is planned; shares are in slots. */
export interface Plan {
  readonly name: string;
  readonly flag: string;
  readonly arms: readonly PlannedArm[];
  readonly traffic: number;
  readonly namespace: string;
  readonly holdout: number;
  readonly floor: number;
  readonly seed: number;
  readonly metric: { readonly name: string; readonly better: "higher" | "lower" } | null;
}

/** The experiments that a configuration plans, by name. Throws a UserError that names file, line and field. */
export function readPlans(section: unknown, where: string, lineOf: LineOf): ReadonlyMap<string, Plan> {
  const schema = v.object({ experiments: experimentsSectionSchema });
  const { experiments } = checkShape(schema, { experiments: section }, where, lineOf);
  return new Map(Object.entries(experiments).map(([name, written]) => [name, planOf(name, written, where)]));
}

function planOf(name: string, written: v.InferOutput<typeof planSchema>, where: string): Plan {
  const share = (text: string) => slotsOf(text) ?? 0;
  const plan: Plan = {
    name,
    flag: written.flag ?? name,
    arms: Object.entries(written.arms).map(([arm, { digest, weight = 1 }]) => ({ name: arm, digest, weight })),
    traffic: share(written.traffic ?? "100 %"),
    namespace: written.namespace ?? name,
    holdout: share(written.holdout ?? "0 %"),
    floor: share(written.floor ?? DEFAULT_FLOOR),
    seed: written.seed ?? 0,
    metric: written.metric ?? null,
  };
  const problem = problemOf(plan);
  if (problem !== null) throw new UserError(`${where} is not valid: experiments.${name} ${problem}`);
  return plan;
}

function problemOf({ arms, traffic, holdout, floor }: Plan): string | null {
  if (new Set(arms.map(({ digest }) => digest)).size < arms.length) return "has two arms of one digest";
  if (traffic === 0) return "has no traffic";
  if (holdout === SLOTS) return "holds everybody out";
  if (floor === 0) return "has a floor of 0 %: an arm that nobody gets can never come back";
  if (floor * arms.length > SLOTS) return "has floors of more than 100 % in all";
  return null;
}
