import { checkShape } from "@airworthy/evidence";
import type { AssembledPackage, PackageDescription } from "@airworthy/model-package";
import type { Ports } from "@airworthy/runtime";
import { relistedFilesSchema, runElsewhere, type Surroundings } from "@airworthy/storage";
import * as v from "valibot";
import { IGNORED } from "./ignored.ts";
import type { PackagingPlan } from "./read-plan.ts";

const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./repack-worker.ts" : "./repack-worker.js", import.meta.url);

const answerSchema = v.strictObject({ digest: v.string(), files: relistedFilesSchema });

/** How a second packing in other surroundings came out. */
export interface Repacked {
  readonly surroundings: Surroundings;
  /** The other digest; null where it is the same. */
  readonly otherDigest: string | null;
  /** The paths of files that were different, there or not there. */
  readonly differing: readonly string[];
}

/**
 * Packs once more, from listing the files to the manifest, in another process with another time zone, locale, umask,
 * working directory, folder order and clock.
 */
export async function packAgain(
  plan: PackagingPlan,
  description: PackageDescription,
  assembled: AssembledPackage,
  { signal }: Ports,
): Promise<Repacked> {
  const { source, exclude } = plan;
  const relisting = { root: source.location, shown: source.shown, exclude, ignore: IGNORED };
  const { result, surroundings } = await runElsewhere(WORKER, { relisting, description }, signal);
  const other = checkShape(answerSchema, result, "the package made elsewhere");
  const here = new Map(assembled.files.map(({ path, sha256 }) => [path, sha256]));
  const there = new Map(other.files.map(({ path, sha256 }) => [path, sha256]));
  const paths = new Set([...here.keys(), ...there.keys()]);
  return {
    surroundings,
    otherDigest: other.digest === assembled.digest ? null : other.digest,
    differing: [...paths].filter((path) => here.get(path) !== there.get(path)),
  };
}
