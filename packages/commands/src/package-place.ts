import { resolve } from "node:path";
import { type Descriptor, UserError } from "@airworthy/evidence";
import { type Attachment, assembleReferrer, openPackage, readModelManifest } from "@airworthy/model-package";
import { parseRegistryReference, type Registry } from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import { attachToLayout, layoutFiles, shownPath } from "@airworthy/storage";
import { logIn, type RegistryLogin } from "./registry-login.ts";

/** A package that is somewhere already, and can be given more to go along with it. */
export interface PackagePlace {
  /** Of the package's manifest. */
  readonly subject: Descriptor;
  /** Adds files that refer to the package; one of a name that is there already takes its place in a layout. */
  attach(attachments: readonly Attachment[]): Promise<void>;
}

/** A place whose manifest was read. */
export interface OpenedPlace extends PackagePlace {
  /** As the manifest lists them: paths, and SHA-256 in lower-case hexadecimal. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/**
 * The place of a package: the folder of a layout, or a registry's `oci://host/name:tag`. Throws a UserError where there is
 * no package, or it cannot be reached.
 */
export async function openPlace(reference: string, login: RegistryLogin, ports: Ports): Promise<OpenedPlace> {
  const inRegistry = parseRegistryReference(reference);
  if (inRegistry === null) {
    const folder = resolve(ports.cwd, reference);
    const { descriptor, layers } = await openPackage(layoutFiles(folder, reference), shownPath(reference));
    return { ...layoutPlace(folder, reference, descriptor), files: layers };
  }
  const name = inRegistry.digest ?? inRegistry.tag;
  if (name === null) {
    throw new UserError(`package: ${JSON.stringify(reference.slice(0, 300))} names neither a tag nor a digest`);
  }
  const registry = await logIn(inRegistry, login, ports);
  const { descriptor, text } = await registry.manifest(name);
  const { layers } = readModelManifest(text, shownPath(reference));
  return { ...registryPlace(registry, descriptor), files: layers };
}

/** A layout on disk; `folder` is absolute, `shown` how the user wrote it. */
export function layoutPlace(folder: string, shown: string, subject: Descriptor): PackagePlace {
  return {
    subject,
    attach: (attachments) =>
      attachToLayout(
        folder,
        shown,
        attachments.map((attachment) => assembleReferrer(subject, attachment)),
      ),
  };
}

/** A repository of a registry that holds the subject's manifest. */
export function registryPlace(registry: Registry, subject: Descriptor): PackagePlace {
  return {
    subject,
    async attach(attachments) {
      for (const attachment of attachments) await registry.pushArtifact(assembleReferrer(subject, attachment));
    },
  };
}
