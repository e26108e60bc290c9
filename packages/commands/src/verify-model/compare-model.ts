import { SignatureProblem } from "@airworthy/evidence";
import type { LayoutModel } from "@airworthy/model-package";
import type { Ports } from "@airworthy/runtime";
import type { FoundFiles, SignedModel, VerifyOptions } from "@airworthy/signing";
import type { FoundContent } from "@airworthy/verification";
import { compareSigned, type SignatureResult } from "./check-bundle.ts";
import type { ModelBundle } from "./check-document.ts";
import { filesOnDisk } from "./files-on-disk.ts";
import type { PackageStore } from "./package-store.ts";

/** A package's files as they are, whatever its manifest says of them. */
export interface PackageFiles {
  readonly store: PackageStore;
  readonly model: LayoutModel;
  readonly found: ReadonlyMap<string, FoundContent>;
}

/** Compares the files of a package with what was signed. */
export async function compareModel(
  bundle: ModelBundle,
  label: string,
  files: PackageFiles,
  options: VerifyOptions,
  ports: Ports,
): Promise<SignatureResult> {
  return await compareSigned(bundle, filesOf(files, bundle.signed, ports), { ...options, refuseLeftOut: true }, label);
}

/** The digests by which the manifest names the files are known by now; others have to be made. */
function filesOf({ store, model, found }: PackageFiles, signed: SignedModel, ports: Ports): FoundFiles {
  const there = model.layers.flatMap(({ path, sha256 }) => {
    const content = found.get(sha256);
    return content === undefined ? [] : [{ path, size: content.size, blob: sha256, sha256: content.sha256 }];
  });
  if (signed.algorithm === "sha256" && signed.shardSize === null) {
    const digests = new Map(there.map(({ path, sha256 }) => [path, sha256]));
    // Where the size alone told that the content is another, no digest is known, and none is the signed one.
    return { list: async () => there, digest: async (path) => digests.get(path) ?? "" };
  }
  const located = there.flatMap(({ path, size, blob }) => {
    const location = store.locate(blob);
    return location === null ? [] : [{ path, size, location }];
  });
  if (located.length === there.length) return filesOnDisk(located, signed, ports);
  const message = "signs parts of files, or with another hash than SHA-256, which takes the files on disk";
  return {
    list: async () => there,
    digest: () => Promise.reject(new SignatureProblem("unsupported-digest", message)),
  };
}
