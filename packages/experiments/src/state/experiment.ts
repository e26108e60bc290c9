import * as v from "valibot";
import { countSchema, digestSchema, instantSchema, nameSchema, plainNameSchema, seedSchema } from "../fields.ts";
import { MOST_ARMS } from "../plan/plan.ts";
import { SLOTS, slotsSchema } from "../slots/slots.ts";
import { areApart, rangeSchema } from "./ranges.ts";

/** A change a day for years. */
export const MOST_ALLOCATIONS = 2_000;
const SALT = /^[0-9a-f]{16}$/;

/** `balanced`: a salt was chosen, nobody is exposed. */
export const PHASES = ["balanced", "running", "stopped"] as const;

export type Phase = (typeof PHASES)[number];

const armSchema = v.strictObject({ name: plainNameSchema, digest: digestSchema });

/** From when on each arm had which share: what an analysis weighs users by (inverse propensity) is slots / 10,000. */
const allocationSchema = v.pipe(
  v.strictObject({
    since: instantSchema,
    arms: v.pipe(
      v.array(v.strictObject({ ...armSchema.entries, slots: v.pipe(slotsSchema, v.minValue(1)) })),
      v.minLength(2),
      v.maxLength(MOST_ARMS),
    ),
  }),
  v.check(({ arms }) => arms.reduce((sum, { slots }) => sum + slots, 0) === SLOTS, `must have ${SLOTS} slots in all`),
);

export type Allocation = v.InferOutput<typeof allocationSchema>;

const entriesSchema = v.strictObject({
  name: plainNameSchema,
  /** From 1: a new one each time that it starts anew. */
  number: v.pipe(countSchema, v.minValue(1)),
  /** How often it was moved. */
  revision: v.pipe(countSchema, v.minValue(1)),
  phase: v.picklist(PHASES),
  flag: nameSchema,
  namespace: plainNameSchema,
  /** Of the namespace's slots, those of this experiment. */
  ranges: v.pipe(v.array(rangeSchema), v.minLength(1), v.maxLength(SLOTS)),
  holdout: slotsSchema,
  seed: seedSchema,
  salt: v.pipe(v.string(), v.regex(SALT, "must be 16 lower-case hexadecimal digits")),
  floor: slotsSchema,
  metric: v.nullable(v.strictObject({ name: nameSchema, better: v.picklist(["higher", "lower"]) })),
  /** The one that the others are measured against first. */
  arms: v.pipe(v.array(armSchema), v.minLength(2), v.maxLength(MOST_ARMS)),
  /** Who has which slot, in order. */
  runs: v.pipe(
    v.array(v.strictObject({ arm: plainNameSchema, slots: v.pipe(slotsSchema, v.minValue(1)) })),
    v.maxLength(SLOTS),
  ),
  /** Oldest first; empty before it started. */
  allocations: v.pipe(v.array(allocationSchema), v.maxLength(MOST_ALLOCATIONS)),
  /** The flag as everybody else has it, and as it is again when the experiment stops; null before it started. */
  former: v.nullable(v.record(v.string(), v.unknown())),
  startedOn: v.nullable(instantSchema),
  stoppedOn: v.nullable(instantSchema),
});

export const experimentSchema = v.pipe(
  entriesSchema,
  v.check(({ arms }) => new Set(arms.map(({ name }) => name)).size === arms.length, "must not name an arm twice"),
  v.check(({ arms }) => new Set(arms.map(({ digest }) => digest)).size === arms.length, "must not have a digest twice"),
  v.check(({ floor, arms }) => floor * arms.length <= SLOTS, "must not have floors of more than 100 % in all"),
  v.check(({ ranges }) => areApart(ranges), "must not have ranges that overlap"),
  v.check(({ runs }) => runs.reduce((sum, { slots }) => sum + slots, 0) === SLOTS, `must have ${SLOTS} slots in all`),
  v.check(
    ({ runs, arms }) => runs.every(({ arm }) => arms.some(({ name }) => name === arm)),
    "must have slots of its own arms alone",
  ),
  v.check(({ phase, startedOn }) => (phase === "balanced") === (startedOn === null), "must say when it started"),
  v.check(({ former, startedOn }) => (former === null) === (startedOn === null), "must say what the flag was before"),
  v.check(({ phase, stoppedOn }) => (phase === "stopped") === (stoppedOn !== null), "must say when it stopped"),
  v.check(
    ({ startedOn, allocations }) => (startedOn === null) === (allocations.length === 0),
    "must say since when it is split as it is, once it started",
  ),
  v.check(({ allocations }) => isInOrder(allocations), "must have its splits in the order of time"),
  v.check((experiment) => isLast(experiment), "must have the slots of its last split"),
);

/** An experiment as its file keeps it. */
export type Experiment = v.InferOutput<typeof entriesSchema>;

/** The slots of each arm, in the order of the arms. */
export function slotsByArm({ arms, runs }: Pick<Experiment, "arms" | "runs">): number[] {
  return arms.map(({ name }) => runs.reduce((sum, { arm, slots }) => sum + (arm === name ? slots : 0), 0));
}

/** The splits since the arms were last other ones, the present one last: arms can be told apart in these alone. */
export function comparableAllocations({ allocations }: Pick<Experiment, "allocations">): Allocation[] {
  const names = (allocation: Allocation | undefined) =>
    JSON.stringify(allocation?.arms.map(({ name, digest }) => [name, digest]));
  const present = names(allocations.at(-1));
  const other = allocations.findLastIndex((allocation) => names(allocation) !== present);
  return allocations.slice(other + 1);
}

function isInOrder(allocations: readonly Allocation[]): boolean {
  return allocations.every(
    ({ since }, index) => Date.parse(allocations[index - 1]?.since ?? since) <= Date.parse(since),
  );
}

function isLast(experiment: Experiment): boolean {
  const last = experiment.allocations.at(-1);
  if (last === undefined) return true;
  const slots = slotsByArm(experiment);
  return (
    last.arms.length === experiment.arms.length &&
    last.arms.every((arm, index) => {
      const own = experiment.arms[index];
      return arm.name === own?.name && arm.digest === own.digest && arm.slots === slots[index];
    })
  );
}
