import { resolve, sep } from "node:path";
import { type InputFile, UserError } from "@airworthy/evidence";
import { checkReference, fileStem, type Metadata, type PackageReference } from "@airworthy/model-package";
import { parseRegistryReference, type RegistryReference } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import type { Place } from "@airworthy/storage";
import type { ModelSection, TrainingSection } from "../configuration/model-section.ts";
import { readConfiguration } from "../configuration/read-configuration.ts";
import type { PackageInputs } from "./inputs.ts";
import { readMetadata } from "./read-metadata.ts";
import { type Origins, readOrigins } from "./read-origins.ts";

/** What is to be packaged, and where it goes, as inputs and configuration say it together. */
export interface PackagingPlan {
  readonly reference: PackageReference;
  /** Name and version as part of files' names. */
  readonly stem: string;
  readonly source: Place;
  /** Paths within the source that are left out. */
  readonly exclude: readonly string[];
  /** Where the layout goes; null where the package is only pushed. */
  readonly layout: Place | null;
  /** Where the package is pushed to, under its version as the tag. */
  readonly push: RegistryReference | null;
  /** Where documents are written that go along: beside the layout, or where it would be. */
  readonly documents: string;
  readonly metadata: Metadata;
  readonly card: NonNullable<ModelSection["card"]>;
  readonly baseModel: NonNullable<TrainingSection["baseModel"]> | null;
  /** Of the configuration, and the files of the input. */
  readonly datasets: NonNullable<TrainingSection["datasets"]>;
  readonly origins: Origins;
  /** Every file of configuration that was read. */
  readonly read: readonly InputFile[];
}

/** Throws a UserError that names the input or the file where something is missing, malformed or contradicts itself. */
export async function readPlan(inputs: PackageInputs, ports: Ports): Promise<PackagingPlan> {
  const { configuration, read } = await readConfiguration(inputs.config, ports);
  const model = configuration.model ?? {};
  const path = needed("path", inputs.path, model.path);
  const reference = { name: needed("name", inputs.name, model.name), version: inputs.version };
  checkReference(reference);
  const stem = fileStem(reference);
  const push = inputs.push === undefined ? null : readPush(inputs.push, reference);
  const layout = inputs.output ?? (push === null ? `airworthy-packages/${stem}` : null);
  const given = await readMetadata(inputs.metadata, ports);
  const training = model.training ?? {};
  return {
    reference,
    stem,
    source: placeOf(path, ports),
    exclude: [...new Set((inputs.exclude ?? []).map(plainPath))],
    layout: layout === null ? null : placeOf(layout, ports),
    push,
    documents: layout ?? `airworthy-packages/${stem}`,
    metadata: { ...model.metadata, ...given.metadata },
    card: model.card ?? {},
    baseModel: training.baseModel ?? null,
    datasets: [...(training.datasets ?? []), ...(inputs.datasets ?? []).map((name) => ({ name }))],
    origins: await readOrigins(inputs, training, ports),
    read: [...read, ...given.read],
  };
}

function needed(input: string, given: string | undefined, configured: string | undefined): string {
  const value = given ?? configured;
  if (value !== undefined) return value;
  throw new UserError(`${input} is missing`, {
    remedy: `Give it as an input, or as model.${input} in airworthy.yml.`,
  });
}

function placeOf(path: string, { cwd }: Ports): Place {
  return { location: resolve(cwd, path), shown: path };
}

/** A repository, with or without the scheme; the tag is the version's. */
function readPush(text: string, { version }: PackageReference): RegistryReference {
  const parsed = parseRegistryReference(/^oci:\/\//i.test(text) ? text : `oci://${text}`);
  if (parsed === null || parsed.digest !== null || (parsed.tag !== null && parsed.tag !== version)) {
    throw new UserError(
      `push: ${JSON.stringify(text.slice(0, 300))} was given; a repository without tag and digest is allowed`,
      {
        remedy: "The package is tagged with its version.",
      },
    );
  }
  return { ...parsed, tag: version };
}

/** A path within the model as packages write it: with slashes, without "./" before and "/" behind. */
function plainPath(path: string): string {
  return (sep === "\\" ? path.replaceAll("\\", "/") : path).replace(/^(\.\/+)+/, "").replace(/\/+$/, "");
}
