import type { Check } from "@airworthy/evidence";
import type { AttachedReferrer, LayoutModel } from "@airworthy/model-package";
import { formatCounted } from "@airworthy/report";
import { compareFiles, type FoundContent } from "@airworthy/verification";
import type { NamedBlob, PackageStore, Stray } from "./package-store.ts";

/** Enough to see what it is about. */
const SHOWN_STRAYS = 20;

/** Every blob that holds content: the model's files and what is attached, each once. The documents were read before. */
export function contentBlobs(model: LayoutModel, referrers: readonly AttachedReferrer[]): readonly NamedBlob[] {
  const blobs = [...model.layers, ...referrers.flatMap(blobsOf)];
  return [...new Map(blobs.map(({ sha256, size }) => [sha256, { sha256, size }])).values()];
}

/** What messages call a referrer: its file's name, or its manifest. */
export function labelOf({ name, descriptor }: AttachedReferrer): string {
  return name ?? descriptor.digest;
}

/** The blobs of a referrer that are not as it says. */
export function checkReferrerBlobs(
  referrer: AttachedReferrer,
  found: ReadonlyMap<string, FoundContent>,
): readonly Check[] {
  const label = labelOf(referrer);
  const listed = blobsOf(referrer).map((blob) => ({ ...blob, path: label }));
  return compareFiles(listed, ({ sha256 }) => found.get(sha256) ?? null).map(({ change, expected }) => ({
    kind: "manifest",
    subject: label,
    verdict: "fail",
    reasonCode: change === "missing" ? "missing" : "digest-mismatch",
    message: change === "missing" ? `is missing: ${expected}` : `has another content than ${expected}`,
  }));
}

/** What nothing in the package names: what fails first, and of very many the rest as one. */
export async function checkStrays(
  store: PackageStore,
  model: LayoutModel,
  referrers: readonly AttachedReferrer[],
): Promise<Check[]> {
  const blobs = contentBlobs(model, referrers).map(({ sha256 }) => sha256);
  const documents = [model.descriptor, model.config, ...referrers.map(({ descriptor }) => descriptor)].map(hexOf);
  const strays = await store.strays(new Set([...blobs, ...documents]));
  const sorted = [
    ...strays.filter(({ verdict }) => verdict === "fail"),
    ...strays.filter(({ verdict }) => verdict === "warn"),
  ];
  const checks = sorted.slice(0, SHOWN_STRAYS).map(strayCheck);
  const [next, ...others] = sorted.slice(SHOWN_STRAYS);
  if (next === undefined) return checks;
  const name = `${formatCounted(others.length + 1, "file")} more`;
  return [...checks, strayCheck({ ...next, name, message: "belong to nothing in the package" })];
}

function strayCheck({ name, ...stray }: Stray): Check {
  return { kind: "manifest", subject: name, ...stray };
}

function blobsOf({ blobs }: AttachedReferrer): readonly NamedBlob[] {
  return blobs.map((blob) => ({ sha256: hexOf(blob), size: blob.size }));
}

function hexOf({ digest }: { readonly digest: string }): string {
  return digest.slice("sha256:".length);
}
