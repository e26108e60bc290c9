import { resolve } from "node:path";
import { type InputFile, UserError } from "@airworthy/evidence";
import {
  type Dependency,
  type DependencyRole,
  type NamedValue,
  parsePairs,
  parseSeeds,
  type Seed,
} from "@airworthy/provenance";
import type { Ports } from "@airworthy/runtime";
import { digestFile } from "@airworthy/storage";
import type { TrainingSection } from "../configuration/model-section.ts";
import type { PackageInputs } from "./inputs.ts";

/** What a model was made from, and how. */
export interface Origins {
  readonly dependencies: readonly Dependency[];
  readonly seeds: readonly Seed[];
  readonly hyperparameters: readonly NamedValue[];
  readonly frameworks: readonly { readonly name: string; readonly version: string | null }[];
  /** Those of the dependencies that were read here. */
  readonly read: readonly InputFile[];
}

/** Something that went into the model, as the user speaks of it. */
interface Declared {
  readonly name: string;
  readonly role?: DependencyRole;
  readonly path?: string | undefined;
  readonly uri?: string | undefined;
  readonly sha256?: string | undefined;
}

/**
 * Puts together what inputs and configuration say; an input goes before the configuration's value of the same name.
 * Throws a UserError for a file that cannot be read, or has another digest than is declared.
 */
export async function readOrigins(inputs: PackageInputs, training: TrainingSection, ports: Ports): Promise<Origins> {
  const dependencies: Dependency[] = [];
  const read: InputFile[] = [];
  for (const declared of allDeclared(inputs, training)) {
    const { name, role, path, uri } = declared;
    const sha256 = path === undefined ? (declared.sha256 ?? null) : await digestOf(path, declared, ports);
    dependencies.push({ name, sha256, ...(uri === undefined ? {} : { uri }), ...(role === undefined ? {} : { role }) });
    if (path !== undefined && sha256 !== null) read.push({ name: path, sha256 });
  }
  return {
    dependencies,
    seeds: overlay(entriesOf(training.seeds), parseSeeds(inputs.seeds ?? [])),
    hyperparameters: overlay(
      entriesOf(training.hyperparameters),
      parsePairs(inputs.hyperparameters ?? [], "hyperparameters"),
    ),
    frameworks: overlay(
      entriesOf(training.frameworks),
      parsePairs(inputs.frameworks ?? [], "frameworks").map(({ name, value }) => ({ name, value: String(value) })),
    ).map(({ name, value }) => ({ name, version: value })),
    read,
  };
}

function allDeclared(inputs: PackageInputs, training: TrainingSection): readonly Declared[] {
  const files = (paths: readonly string[] | undefined, role: { readonly role?: DependencyRole }): Declared[] =>
    (paths ?? []).map((path) => ({ name: path, path, ...role }));
  const baseModel = training.baseModel;
  return [
    ...(training.datasets ?? []).map((dataset) => ({ ...dataset, role: "dataset" as const })),
    ...files(inputs.datasets, { role: "dataset" }),
    ...(baseModel === undefined ? [] : [{ ...baseModel, role: "base-model" as const }]),
    ...files(training.code, { role: "code" }),
    ...files(training.lockFiles, { role: "lock-file" }),
    ...files(inputs.dependencies, {}),
  ];
}

async function digestOf(path: string, declared: Declared, { cwd, signal }: Ports): Promise<string> {
  const found = await digestFile(resolve(cwd, path), path, signal);
  if (declared.sha256 === undefined || declared.sha256 === found) return found;
  throw new UserError(`${JSON.stringify(declared.name)}: ${path} has the SHA-256 ${found}, not ${declared.sha256}`, {
    remedy: "Correct the digest in the configuration, or restore the file.",
  });
}

function entriesOf<T>(record: Readonly<Record<string, T>> | undefined): { name: string; value: T }[] {
  return Object.entries(record ?? {}).map(([name, value]) => ({ name, value }));
}

/** The later of those with one name, in the place of the first. */
function overlay<T extends { readonly name: string }>(base: readonly T[], over: readonly T[]): readonly T[] {
  return [...new Map([...base, ...over].map((item) => [item.name, item])).values()];
}
