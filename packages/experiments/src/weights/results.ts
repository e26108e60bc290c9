import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { atLeastZeroSchema, countSchema, finiteSchema, instantSchema, plainNameSchema } from "../fields.ts";
import { MOST_ARMS } from "../plan/plan.ts";
import { type Allocation, comparableAllocations, type Experiment, MOST_ALLOCATIONS } from "../state/experiment.ts";

const named = { name: plainNameSchema, units: countSchema };

const armSchema = v.pipe(
  v.strictObject({
    ...named,
    /** How many of the units succeeded, where the metric is a rate. */
    successes: v.exactOptional(countSchema),
    /** The mean of the units' values and their sample variance, where it is a number. */
    mean: v.exactOptional(finiteSchema),
    variance: v.exactOptional(atLeastZeroSchema),
  }),
  v.check(({ successes, units }) => (successes ?? 0) <= units, "must not have more successes than units"),
  v.check(
    ({ successes, mean, variance }) =>
      successes === undefined
        ? (mean === undefined) === (variance === undefined)
        : mean === undefined && variance === undefined,
    "must have units alone, or with successes, or with mean and variance",
  ),
);

const resultsSchema = v.strictObject({
  periods: v.pipe(
    v.array(
      v.strictObject({
        since: instantSchema,
        arms: v.pipe(v.array(armSchema), v.minLength(1), v.maxLength(MOST_ARMS)),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_ALLOCATIONS),
  ),
});

/** What was counted of an arm. */
export interface ArmResult {
  readonly name: string;
  readonly units: number;
  readonly measured:
    | { readonly kind: "rate"; readonly successes: number }
    | { readonly kind: "mean"; readonly mean: number; readonly variance: number }
    | null;
}

/** What was counted while the split was one: units by when they first got their arm. The arms are in the split's order. */
export interface PeriodResult {
  readonly allocation: Allocation;
  readonly arms: readonly ArmResult[];
}

/**
 * The results of an experiment, a period for each of its splits since its arms were last other ones. Throws a UserError that names
 * each wrong field, and for a period or an arm that is missing, unknown or there twice.
 */
export function parseResults(text: string, experiment: Experiment, where: string): PeriodResult[] {
  const { periods } = checkShape(resultsSchema, parseJson(text, where), where);
  const allocations = comparableAllocations(experiment);
  const wanted = allocations.map(({ since }) => since);
  if (periods.length !== wanted.length || periods.some(({ since }, index) => !isSame(since, wanted[index]))) {
    throw new UserError(
      `${where}: periods since ${periods.map(({ since }) => since).join(", ")} were given; ${wanted.join(", ")} are allowed`,
      { remedy: "Count units by when they first got their arm, apart for each split since the arms last changed." },
    );
  }
  return allocations.map((allocation, index) => periodOf(allocation, periods[index]?.arms ?? [], where));
}

type WrittenArm = v.InferOutput<typeof armSchema>;

function periodOf(allocation: Allocation, written: readonly WrittenArm[], where: string): PeriodResult {
  const byName = new Map(written.map((arm) => [arm.name, arm]));
  const names = allocation.arms.map(({ name }) => name);
  if (byName.size !== written.length || written.length !== names.length || names.some((name) => !byName.has(name))) {
    throw new UserError(
      `${where}: the arms ${written.map(({ name }) => name).join(", ")} were given since ${allocation.since}; ${names.join(", ")} are allowed`,
    );
  }
  return { allocation, arms: names.flatMap((name) => armOf(byName.get(name))) };
}

function armOf(arm: WrittenArm | undefined): ArmResult[] {
  if (arm === undefined) return [];
  const { name, units, successes, mean, variance } = arm;
  if (successes !== undefined) return [{ name, units, measured: { kind: "rate", successes } }];
  const measured = mean === undefined || variance === undefined ? null : ({ kind: "mean", mean, variance } as const);
  return [{ name, units, measured }];
}

function isSame(since: string, wanted: string | undefined): boolean {
  return wanted !== undefined && Date.parse(since) === Date.parse(wanted);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
