import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "@airworthy/evidence";
import { readSource } from "@airworthy/github";
import { describeModel, type ModelDescription } from "@airworthy/model-files";
import { assemblePackage, type PackageDescription, type PackageReference } from "@airworthy/model-package";
import type { Source } from "@airworthy/provenance";
import type { Ports } from "@airworthy/runtime";
import { listFiles, type Place, type SourceFile } from "@airworthy/storage";
import { IGNORED } from "./ignored.ts";
import type { PackageInputs } from "./inputs.ts";
import { mergeMetadata } from "./merge-metadata.ts";
import { modelFiles } from "./model-files.ts";
import { readEpoch } from "./read-epoch.ts";
import { type PackagingPlan, readPlan } from "./read-plan.ts";

/** All that is known before a byte of the weights is read, and before anything is written. */
export interface Prepared {
  readonly plan: PackagingPlan;
  readonly files: readonly SourceFile[];
  readonly facts: ModelDescription;
  readonly description: PackageDescription;
  /** The work tree that the model lies in. */
  readonly source: Source | null;
  /** RFC 3339. */
  readonly startedOn: string;
}

/** Throws a UserError for inputs that contradict each other, files that cannot be packaged, and malformed model files. */
export async function prepare(inputs: PackageInputs, ports: Ports): Promise<Prepared> {
  const startedOn = ports.now().toISOString();
  const plan = await readPlan(inputs, ports);
  if (inputs["package-artifact"] !== undefined && plan.layout === null) {
    throw new UserError("package-artifact was given, but no layout is made", { remedy: "Give output too." });
  }
  const { source: model, exclude, reference } = plan;
  const walk = { shown: model.shown, exclude, ignore: IGNORED, signal: ports.signal };
  const files = await listFiles(model.location, walk);
  checkCount(reference, files);
  const facts = await describeModel(modelFiles(files, model), model.shown);
  const metadata = mergeMetadata(plan.metadata, facts);
  const description = { ...reference, metadata, epoch: readEpoch(ports.env) };
  return { plan, files, facts, description, source: await findSource(model, ports), startedOn };
}

/**
 * Throws a UserError where there are more files than a manifest can list. Its size follows from their names and sizes,
 * so that nobody waits for the digests of 100,000 files first.
 */
function checkCount(reference: PackageReference, files: readonly SourceFile[]): void {
  const unread = files.map(({ path, size }) => ({ path, size, sha256: "0".repeat(64) }));
  assemblePackage({ ...reference, metadata: {}, epoch: null }, unread);
}

/** The work tree that the model lies in: the folder that the verb runs in may be that of something else. */
async function findSource({ location }: Place, { env }: Ports): Promise<Source | null> {
  const stats = await stat(location);
  return await readSource(stats.isDirectory() ? location : dirname(location), env);
}
