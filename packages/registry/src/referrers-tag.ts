import { canonicalJson } from "@airworthy/evidence";
import { INDEX_TYPE } from "./manifest.ts";
import { RegistryProblem } from "./problem.ts";
import { type Referral, readEntry, readIndex } from "./referrers-index.ts";
import type { Repository } from "./repository.ts";

/** Of several writers at once each may have to add its entry again; so many are not there by accident. */
const MOST_ROUNDS = 8;

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
function referrersTag(digest: string): string {
  return digest.replace(":", "-");
}

/** The entries under the fallback tag, as they stand there; none where there is no such tag, or no index under it. */
export async function readFallback(repository: Repository, digest: string): Promise<readonly unknown[]> {
  const manifest = await repository.findManifest(referrersTag(digest));
  if (manifest === null || manifest.descriptor.mediaType !== INDEX_TYPE) return [];
  // GitLab's registry takes the tag for the digest itself, whose entries are no referrers (oras-project/oras-go#1396).
  if (manifest.descriptor.digest === digest) return [];
  return readIndex(manifest.text) ?? [];
}

/**
 * Adds an entry to the index under the fallback tag, and looks whether it stays there. Registries offer no way to do
 * that at once: of two that write within the same moment, in different processes, the first may still lose its entry
 * after it looked. Throws a RegistryProblem where the entry does not appear.
 */
export async function addToFallback(repository: Repository, { subject, entry }: Referral): Promise<void> {
  const tag = referrersTag(subject);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const entries = await readForWriting(repository, subject);
    if (entries.some((other) => readEntry(other)?.digest === entry.digest)) return;
    const index = { schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [...entries, entry] };
    await repository.putManifest(canonicalJson(index), INDEX_TYPE, tag);
  }
  throw new RegistryProblem("refused", `the tag ${tag} does not keep what is attached to ${subject}`, {
    remedy:
      "Several jobs may attach to it at once: run them one after another, or use a registry with the Referrers API.",
  });
}

/** What stands there and is no index is somebody else's: it is not overwritten. */
async function readForWriting(repository: Repository, subject: string): Promise<readonly unknown[]> {
  const tag = referrersTag(subject);
  const manifest = await repository.findManifest(tag);
  if (manifest === null || manifest.descriptor.digest === subject) return [];
  const entries = manifest.descriptor.mediaType === INDEX_TYPE ? readIndex(manifest.text) : null;
  if (entries !== null) return entries;
  throw new RegistryProblem(
    "refused",
    `the tag ${tag} should hold an index of what is attached, but holds another thing`,
    {
      remedy: "Delete the tag, then run it again.",
    },
  );
}
