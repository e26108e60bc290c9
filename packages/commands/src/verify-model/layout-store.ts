import { stat } from "node:fs/promises";
import { join } from "node:path";
import { compareCodePoints } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { digestAll, type LayoutEntry, layoutFiles } from "@airworthy/storage";
import type { FoundContent } from "@airworthy/verification";
import type { NamedBlob, PackageStore, Stray } from "./package-store.ts";
import { readAttachment } from "./read-attachment.ts";

/** Whether a folder is, or once was, a layout: what is left of one is not taken for something else. */
export async function isLayout(folder: string): Promise<boolean> {
  const [marker, index, blobs] = await Promise.all([
    stat(join(folder, "oci-layout")).catch(() => null),
    stat(join(folder, "index.json")).catch(() => null),
    stat(join(folder, "blobs")).catch(() => null),
  ]);
  return marker !== null || (index !== null && blobs !== null);
}

/** A layout on disk. */
export function layoutStore(folder: string, shown: string, ports: Ports): PackageStore {
  const files = layoutFiles(folder, shown);
  let listing: Promise<ReadonlyMap<string, LayoutEntry>> | null = null;
  const entries = () => {
    listing ??= files.entries().then((found) => new Map(found.map((entry) => [entry.path, entry])));
    return listing;
  };
  const locate = (sha256: string) => files.blobPath(sha256);
  const shownBlob = (sha256: string) => `${shown}/${blobName(sha256)}`;
  return {
    place: "layout",
    shown,
    marker: () => files.marker(),
    index: () => files.index(),
    blob: (sha256) => files.blob(sha256),
    async digests(blobs) {
      const there = await entries();
      const found = new Map<string, FoundContent>();
      const whole: NamedBlob[] = [];
      for (const blob of blobs) {
        const entry = there.get(blobName(blob.sha256));
        if (entry?.isFile !== true) continue;
        // Another size is another content, which need not be read.
        if (entry.size === blob.size) whole.push(blob);
        else found.set(blob.sha256, { size: entry.size, sha256: null });
      }
      const tasks = whole.map(({ sha256 }) => ({ location: locate(sha256), shown: shownBlob(sha256) }));
      const total = whole.reduce((sum, { size }) => sum + size, 0);
      const progress = ports.progress("Verify", total, "bytes");
      const onBytes = (count: number) => progress.advance(count);
      const digests = await digestAll(tasks, { onBytes, signal: ports.signal }).finally(progress.finish);
      for (const [index, { sha256, size }] of whole.entries()) {
        found.set(sha256, { size, sha256: digests[index] ?? null });
      }
      return found;
    },
    content: ({ sha256 }) => readAttachment(locate(sha256), shownBlob(sha256)),
    locate,
    async strays(known) {
      const expected = new Set(["oci-layout", "index.json", ...[...known].map(blobName)]);
      const found = [...(await entries()).values()].toSorted((a, b) => compareCodePoints(a.path, b.path));
      return found.flatMap((entry) => (entry.isFile && expected.has(entry.path) ? [] : [strayOf(entry)]));
    },
  };
}

function blobName(sha256: string): string {
  return `blobs/sha256/${sha256}`;
}

/**
 * What lies beside the blobs is named by no digest, yet whoever opens the folder finds it first: a changed model beside a
 * sound layout of the signed one. Hidden files are what file managers and killed programs leave behind.
 */
function strayOf({ path, isFile }: LayoutEntry): Stray {
  if (!isFile)
    return { name: path, verdict: "fail", reasonCode: "not-a-file", message: "is neither a file nor a folder" };
  if (path.startsWith("blobs/") || path.startsWith(".")) {
    return { name: path, verdict: "warn", reasonCode: "unreferenced", message: "is named by nothing in the package" };
  }
  return { name: path, verdict: "fail", reasonCode: "unlisted-file", message: "is no part of a layout" };
}
