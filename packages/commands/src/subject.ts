import { resolve } from "node:path";
import { isSha256, UserError, type VersionRef } from "@airworthy/evidence";
import { openPackage } from "@airworthy/model-package";
import { layoutFiles, shownPath } from "@airworthy/storage";

const ALGORITHM = "sha256:";
/** Enough to tell packages apart at a glance, as git and container tools have it. */
const SHORT_DIGITS = 12;

/**
 * The model version that a `package` input speaks of: `sha256:` and the digest of a manifest, or the folder of an OCI
 * image layout, which is opened and whose digests are checked. A digest alone says no name: it is called by its first
 * digits, with no version. Throws a UserError where the input is neither, or the layout is not sound.
 */
export async function resolvePackage(reference: string, cwd: string): Promise<VersionRef> {
  if (reference.startsWith(ALGORITHM)) return byDigest(reference);
  const { name, version, sha256 } = await openPackage(
    layoutFiles(resolve(cwd, reference), reference),
    shownPath(reference),
  );
  return { name: name ?? shortName(sha256), version, sha256, digestOf: "package" };
}

function byDigest(reference: string): VersionRef {
  const sha256 = reference.slice(ALGORITHM.length);
  if (!isSha256(sha256)) {
    throw new UserError(
      `package: ${JSON.stringify(reference.slice(0, 120))} was given; sha256: and 64 lower-case hexadecimal digits, or the folder of a package, is allowed`,
    );
  }
  return { name: shortName(sha256), version: null, sha256, digestOf: "package" };
}

/** What a package is called that says no name: the first digits of its digest. */
export function shortName(sha256: string): string {
  return `${ALGORITHM}${sha256.slice(0, SHORT_DIGITS)}`;
}
