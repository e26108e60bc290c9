import { UserError } from "@airworthy/evidence";
import { PACKAGE_PREDICATE, parsePackage } from "@airworthy/model-package";
import type { OpenedPlace } from "../package-place.ts";
import type { ReadFile } from "../read-evidence.ts";

/**
 * Throws a UserError for evidence of something else than the package, and for a package's evidence that lists other
 * files than its manifest does: what is signed of the files would be a stranger's claim.
 */
export function checkEvidence({ name, statement }: ReadFile, { subject, files }: OpenedPlace): void {
  const { sha256 } = statement.subject[0].digest;
  if (subject.digest !== `sha256:${sha256}`) {
    throw new UserError(`${name} is about sha256:${sha256}; the package is ${subject.digest}`, {
      remedy: "Name only evidence of this package.",
    });
  }
  if (statement.predicateType !== PACKAGE_PREDICATE) return;
  if (listed(parsePackage(statement).files) === listed(files)) return;
  throw new UserError(`${name} lists other files than the package ${subject.digest}`, {
    remedy: "Take the evidence that package-model wrote with this package.",
  });
}

function listed(files: OpenedPlace["files"]): string {
  return JSON.stringify(files.map(({ path, sha256 }) => [path, sha256]).sort());
}
