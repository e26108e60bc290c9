import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { nearest, UserError } from "@airworthy/evidence";
import {
  type PathPattern,
  PERTURBATIONS,
  type Perturbation,
  type Pins,
  parsePathPattern,
  parseTolerances,
  pinnedVariables,
  type ToleranceLine,
} from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { shownPath } from "@airworthy/storage";
import { readEpoch } from "../package-model/read-epoch.ts";
import type { CheckInputs } from "./inputs.ts";
import { readArgv } from "./read-argv.ts";
import { type CommandEnvironment, readEnvironment } from "./read-environment.ts";
import { isAddress, readTrackingAddress, type TrackingAddress } from "./tracking-address.ts";

/** What is run, how, and how it is compared. */
export interface CheckPlan {
  readonly argv: readonly [string, ...string[]];
  /** Absolute. */
  readonly folder: string;
  readonly isolation: "copy" | "in-place";
  readonly outputs: readonly PathPattern[];
  /** What a fresh copy does not get: what is excluded, and the outputs of an earlier run. */
  readonly notCopied: readonly PathPattern[];
  readonly runs: number;
  /** Of the last run. */
  readonly perturbations: readonly Perturbation[];
  readonly pins: Pins;
  readonly environment: CommandEnvironment;
  readonly tolerances: readonly ToleranceLine[];
  readonly hasStdout: boolean;
  readonly timeoutMs: number;
  readonly mostBytes: number;
  /** The tracking server that is told of the check; null where none is. */
  readonly tracking: TrackingAddress | null;
}

const MEGABYTE = 1_000_000;
/** 1 January 1980: the first that ZIP archives, and so Python's wheels, can hold. */
const DEFAULT_EPOCH = 315_532_800;

/** Reads what the inputs say. Throws a UserError for what cannot be meant, and for a working folder that is none. */
export async function readPlan(inputs: CheckInputs, { cwd, env }: Ports): Promise<CheckPlan> {
  const folder = resolve(cwd, inputs["working-directory"]);
  const stats = await stat(folder).catch(() => null);
  if (stats?.isDirectory() !== true) throw new UserError(`working-directory: ${shownPath(folder)} is no folder`);
  const pins = { seed: inputs.seed, threads: inputs.threads, epoch: readEpoch(env) ?? DEFAULT_EPOCH };
  const outputs = inputs.outputs.map((text) => parsePathPattern(text, "outputs"));
  if (outputs.length === 0) throw new UserError("outputs: names nothing; without outputs nothing can be compared");
  const { mlflow = "" } = inputs;
  const tracking = isAddress(mlflow) ? readTrackingAddress(mlflow, env) : null;
  const written = [inputs.openlineage ?? "", tracking === null ? mlflow : "", inputs.keep ?? ""];
  const perturbations = readPerturbations(inputs.perturb ?? []);
  if (inputs.isolation === "in-place" && perturbations.includes("folder")) {
    throw new UserError("perturb: folder needs fresh copies; isolation is in-place");
  }
  return {
    argv: readArgv(inputs.command),
    folder,
    isolation: inputs.isolation,
    outputs,
    notCopied: [
      ...outputs,
      ...[...inputs.exclude, ...written].filter(isBelow).map((text) => parsePathPattern(text, "exclude")),
    ],
    runs: inputs.runs,
    perturbations,
    pins,
    environment: readEnvironment(env, pinnedVariables(pins), inputs.environment ?? []),
    tolerances: parseTolerances(inputs.tolerance ?? []),
    hasStdout: inputs.stdout,
    timeoutMs: inputs.timeout * 1_000,
    mostBytes: inputs["output-limit"] * MEGABYTE,
    tracking,
  };
}

function isBelow(text: string): boolean {
  return text !== "" && !/^([A-Za-z]:|[\\/])|(^|[\\/])\.\.([\\/]|$)/.test(text);
}

function readPerturbations(words: readonly string[]): readonly Perturbation[] {
  if (words.length === 1 && words[0] === "all") return PERTURBATIONS.filter((one) => one !== "time");
  const read = words.map((word) => {
    const known = PERTURBATIONS.find((one) => one === word);
    if (known !== undefined) return known;
    const near = nearest(word, [...PERTURBATIONS, "all"]);
    throw new UserError(
      `perturb: ${JSON.stringify(word.slice(0, 60))} was given; ${PERTURBATIONS.join(", ")}, or all alone, is allowed`,
      near === undefined ? {} : { remedy: `Did you mean ${near}?` },
    );
  });
  return PERTURBATIONS.filter((one) => read.includes(one));
}
