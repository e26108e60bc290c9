import { checkShape } from "@airworthy/evidence";
import type { AssembledPackage } from "@airworthy/model-package";
import type { Ports } from "@airworthy/runtime";
import { runElsewhere, type Surroundings } from "@airworthy/storage";
import * as v from "valibot";
import type { PackagingPlan } from "./read-plan.ts";

const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./repack-worker.ts" : "./repack-worker.js", import.meta.url);

const answerSchema = v.strictObject({
  digest: v.string(),
  files: v.array(v.strictObject({ path: v.string(), size: v.number(), sha256: v.string() })),
});

/** How a second packing in other surroundings came out. */
export interface Repacked {
  readonly surroundings: Surroundings;
  /** The other digest; null where it is the same. */
  readonly otherDigest: string | null;
  /** The paths of files that were different, there or not there. */
  readonly differing: readonly string[];
}

/**
 * Packs once more, from listing the files and reading what they say to the manifest, in another process with another
 * time zone, locale, umask, working directory, folder order and clock.
 */
export async function packAgain(
  { source, exclude, reference, metadata }: PackagingPlan,
  epoch: number | null,
  assembled: AssembledPackage,
  { signal }: Ports,
): Promise<Repacked> {
  const input = { source, exclude, ...reference, metadata, epoch };
  const { result, surroundings } = await runElsewhere(WORKER, input, signal);
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
