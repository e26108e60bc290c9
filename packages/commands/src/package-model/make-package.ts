import { basename } from "node:path";
import { UserError } from "@airworthy/evidence";
import type { AssembledPackage } from "@airworthy/model-package";
import { RegistryProblem } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import type { ReadFile } from "../read-evidence.ts";
import type { PackageInputs } from "./inputs.ts";
import { openCache, openPush, saveCache } from "./open-destinations.ts";
import { packAgain, type Repacked } from "./pack-again.ts";
import { type Push, packFiles } from "./pack-files.ts";
import type { Prepared } from "./prepare.ts";
import { readOwnEvidence } from "./read-results.ts";

/** A package that stands where it was to go. */
export interface MadePackage {
  readonly assembled: AssembledPackage;
  readonly push: Push | null;
  /** Evidence of earlier verbs on this package. */
  readonly earlier: readonly ReadFile[];
  /** How a second packing came out, where one was asked for. */
  readonly repacked: Repacked | null;
}

/**
 * Packs. What is found before anything is seen of the package keeps it from appearing: evidence of another package is a
 * UserError; a second packing that gives another digest is answered instead of the package.
 */
export async function makePackage(
  { plan, files, description }: Prepared,
  inputs: PackageInputs,
  ports: Ports,
): Promise<MadePackage | Repacked> {
  const { source, layout } = plan;
  const push = await openPush(plan, inputs, ports);
  const cache = await openCache(inputs, ports);
  const packing = { source, files, description, layout, push, link: inputs.blobs === "link", cache };
  let earlier: readonly ReadFile[] = [];
  let repacked: Repacked | null = null;
  const approve = async (assembled: AssembledPackage): Promise<boolean> => {
    earlier = await readOwnEvidence(inputs.evidence ?? [], assembled.digest.slice("sha256:".length), ports);
    checkNames(earlier);
    if (push !== null) await checkTag(push, assembled.digest);
    if (!inputs["check-reproducible"]) return true;
    repacked = await packAgain(plan, description.epoch, assembled, ports);
    return repacked.otherDigest === null;
  };
  const assembled = await packFiles(packing, approve, ports);
  await saveCache(cache, ports);
  if (assembled !== null) return { assembled, push, earlier, repacked };
  if (repacked === null) throw new TypeError("a package is only refused by what was packed again");
  return repacked;
}

/** Throws a UserError where the version is another package already, which people may have reviewed under this name. */
async function checkTag({ registry, tag }: Push, digest: string): Promise<void> {
  const standing = await registry.manifest(tag).catch(notSeen);
  if (standing === null || standing.descriptor.digest === digest) return;
  throw new UserError(`push: ${tag} is another package in the registry, ${standing.descriptor.digest}`, {
    remedy: "Choose another version, or remove the tag.",
  });
}

/** Registries say in several ways that there is nothing to be seen, of a repository that is still to be made too. */
function notSeen(error: unknown): null {
  if (error instanceof RegistryProblem && NOT_SEEN.has(error.status ?? 0)) return null;
  throw error;
}

const NOT_SEEN = new Set([401, 403, 404]);

/** A layout keeps one file of a name: of two, one would be lost without a word. */
function checkNames(files: readonly ReadFile[]): void {
  const paths = new Map<string, string>();
  for (const { name } of files) {
    const other = paths.get(basename(name));
    if (other !== undefined) {
      throw new UserError(`evidence: ${other} and ${name} have the same file name; a package keeps one of a name`, {
        remedy: "Rename one of them, or leave it out.",
      });
    }
    paths.set(basename(name), name);
  }
}
