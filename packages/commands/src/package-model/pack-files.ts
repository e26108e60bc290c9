import { type AssembledPackage, assemblePackage, type PackageDescription } from "@airworthy/model-package";
import type { Registry } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import { checkApart, type DigestCache, draftLayout, type Place, type SourceFile } from "@airworthy/storage";
import { storeFiles } from "./store-files.ts";

/** A repository of a registry, and the tag that the package gets there. */
export interface Push {
  readonly registry: Registry;
  readonly tag: string;
}

export interface Packing {
  readonly source: Place;
  readonly files: readonly SourceFile[];
  readonly description: PackageDescription;
  /** Where the layout goes; null for none. */
  readonly layout: Place | null;
  /** Where the package is pushed to; null for nowhere. */
  readonly push: Push | null;
  /** Whether blobs may be hard links to the files. */
  readonly link: boolean;
  readonly cache: DigestCache | null;
}

/**
 * Makes a package from files on disk. The layout appears whole or, if anything goes wrong, not at all; in a registry
 * nobody finds it before it is tagged. `approve` is asked before anything is seen of the package; null where it says no.
 */
export async function packFiles(
  packing: Packing,
  approve: (assembled: AssembledPackage) => Promise<boolean>,
  ports: Ports,
): Promise<AssembledPackage | null> {
  const { source, layout, push, files } = packing;
  if (layout !== null) await checkApart(source, layout);
  await using draft = layout === null ? null : await draftLayout(layout.location, layout.shown);
  const destinations = { draft, registry: push?.registry ?? null, link: packing.link, cache: packing.cache };
  const stored = await storeFiles(files, source.shown, destinations, ports);
  const assembled = assemblePackage(packing.description, stored);
  if (!(await approve(assembled))) return null;
  if (draft !== null) {
    await draft.write(assembled.config);
    await draft.write(assembled.manifest);
    await draft.publish(assembled.index);
  }
  if (push !== null) {
    await push.registry.pushSmall(assembled.config);
    await push.registry.pushManifest(assembled.manifest, assembled.descriptor.mediaType, assembled.digest);
  }
  return assembled;
}
