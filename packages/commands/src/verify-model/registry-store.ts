import { createHash } from "node:crypto";
import { type Descriptor, UserError } from "@airworthy/evidence";
import { formatIndex, readModelManifest } from "@airworthy/model-package";
import {
  formatReference,
  type PulledManifest,
  type Registry,
  RegistryProblem,
  type RegistryReference,
} from "@airworthy/registry";
import type { Ports } from "@airworthy/runtime";
import type { FoundContent } from "@airworthy/verification";
import type { NamedBlob, PackageStore } from "./package-store.ts";
import { ATTACHMENT_BYTES } from "./read-attachment.ts";

/** Registries must take manifests of 4 MiB, and need not take larger ones (OCI distribution-spec 1.1, "Pushing manifests"). */
const DOCUMENT_BYTES = 4 * 1024 * 1024;

/**
 * A package in a registry, as if it were a layout: its manifest and all that refers to it are what an index would list.
 * These small documents are pulled here, so that a registry which cannot be reached is a UserError and not a finding.
 */
export async function registryStore(
  registry: Registry,
  reference: RegistryReference,
  ports: Ports,
): Promise<PackageStore> {
  const shown = formatReference(reference);
  const version = reference.digest ?? reference.tag;
  if (version === null) throw new UserError(`package: ${shown} names neither a tag nor a digest`);
  const model = await registry.manifest(version);
  const referrers = await registry.referrers(model.descriptor.digest);
  const documents = new Map([[hexOf(model.descriptor), model.text]]);
  for (const descriptor of [...referrers, ...configOf(model)]) {
    const text = await ifThere(() => documentOf(registry, descriptor, referrers));
    if (text !== null) documents.set(hexOf(descriptor), text);
  }
  const index = formatIndex([model.descriptor, ...referrers].map(bare));
  const described = ({ sha256, size }: NamedBlob) => ({ mediaType: BYTES, digest: `sha256:${sha256}`, size });
  return {
    place: "registry",
    shown,
    marker: async () => '{"imageLayoutVersion":"1.0.0"}',
    index: async () => index,
    blob: async (sha256) => documents.get(sha256) ?? null,
    async digests(blobs) {
      const found = new Map<string, FoundContent>();
      const total = blobs.reduce((sum, { size }) => sum + size, 0);
      const progress = ports.progress("Pull and verify", total, "bytes");
      try {
        for (const blob of blobs) {
          const content = await pull(registry, described(blob), (count) => progress.advance(count));
          if (content !== null) found.set(blob.sha256, content);
        }
      } finally {
        progress.finish();
      }
      return found;
    },
    content: (blob) => registry.readSmallBlob(described(blob), ATTACHMENT_BYTES),
    locate: () => null,
    strays: async () => [],
  };
}

const BYTES = "application/octet-stream";

/** What the registry says of a manifest beside its digest is not part of the package. */
function bare({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}

async function documentOf(
  registry: Registry,
  descriptor: Descriptor,
  manifests: readonly Descriptor[],
): Promise<string> {
  const isManifest = manifests.includes(descriptor);
  return isManifest
    ? (await registry.manifest(descriptor.digest)).text
    : await registry.readSmallBlob(descriptor, DOCUMENT_BYTES);
}

/** The config that a manifest names; nothing where it is none of a model, which whoever reads it will say. */
function configOf({ text }: PulledManifest): readonly Descriptor[] {
  try {
    return [readModelManifest(text, "the manifest").config];
  } catch {
    return [];
  }
}

/** The content of a blob, without keeping it: null where there is none, without a digest where it is another. */
async function pull(
  registry: Registry,
  descriptor: Descriptor,
  onBytes: (count: number) => void,
): Promise<FoundContent | null> {
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of registry.readBlob(descriptor)) {
      hash.update(chunk);
      size += chunk.byteLength;
      onBytes(chunk.byteLength);
    }
    return { size, sha256: hash.digest("hex") };
  } catch (error) {
    if (!isOfThePackage(error)) throw error;
    return error.kind === "not-found" ? null : { size, sha256: null };
  }
}

/** Null for what the registry does not have, or has another content for. */
async function ifThere(read: () => Promise<string>): Promise<string | null> {
  try {
    return await read();
  } catch (error) {
    if (isOfThePackage(error)) return null;
    throw error;
  }
}

/** Whether it is the package that is at fault, and not the way to it. */
export function isOfThePackage(error: unknown): error is RegistryProblem {
  return (
    error instanceof RegistryProblem && !error.isPassing && (error.kind === "not-found" || error.kind === "dishonest")
  );
}

function hexOf({ digest }: Pick<Descriptor, "digest">): string {
  return digest.slice("sha256:".length);
}
