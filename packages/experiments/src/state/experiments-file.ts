import { checkShape, compareCodePoints, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type Experiment, experimentSchema } from "./experiment.ts";
import { areApart } from "./ranges.ts";

/** Beside the flags, in the same folder. */
export const EXPERIMENTS_FILE = "experiments.json";

const SCHEMA = "https://airworthy.dev/schema/experiments/v1.json";
const MOST_EXPERIMENTS = 1_000;

export const experimentsFileSchema = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(v.string()),
    version: v.literal(1),
    experiments: v.pipe(v.array(experimentSchema), v.maxLength(MOST_EXPERIMENTS)),
  }),
  v.check(
    ({ experiments }) => new Set(experiments.map(({ name }) => name)).size === experiments.length,
    "must not name an experiment twice",
  ),
  v.check(({ experiments }) => areExclusive(experiments), "must not have ranges of one namespace that overlap"),
  v.check(({ experiments }) => haveOwnFlags(experiments), "must not have two running experiments under one flag"),
  v.check(({ experiments }) => haveOneHoldout(experiments), "must have one holdout for all that run"),
);

/** The experiments of a file's text; none of no file. Throws a UserError that names each wrong field. */
export function parseExperiments(text: string | null, where: string): readonly Experiment[] {
  if (text === null) return [];
  const file: v.InferOutput<typeof experimentsFileSchema> = checkShape(
    experimentsFileSchema,
    parseJson(text, where),
    where,
  );
  return file.experiments;
}

/** As the file holds them: equal experiments, equal bytes. */
export function formatExperiments(experiments: readonly Experiment[]): string {
  const sorted = [...experiments].sort((a, b) => compareCodePoints(a.name, b.name));
  return `${JSON.stringify({ $schema: SCHEMA, version: 1, experiments: sorted }, null, 2)}\n`;
}

/** Those that users are in. */
export function runningOf(experiments: readonly Experiment[]): Experiment[] {
  return experiments.filter(({ phase }) => phase === "running");
}

function areExclusive(experiments: readonly Experiment[]): boolean {
  const spaces = Map.groupBy(runningOf(experiments), ({ namespace }) => namespace);
  return [...spaces.values()].every((together) => areApart(together.flatMap(({ ranges }) => ranges)));
}

function haveOwnFlags(experiments: readonly Experiment[]): boolean {
  const flags = runningOf(experiments).map(({ flag }) => flag);
  return new Set(flags).size === flags.length;
}

function haveOneHoldout(experiments: readonly Experiment[]): boolean {
  return new Set(runningOf(experiments).map(({ holdout }) => holdout)).size <= 1;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${where} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
