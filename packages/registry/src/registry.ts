import type { Descriptor, SmallArtifact } from "@airworthy/evidence";
import { createAuthorizer } from "./authorization.ts";
import type { BlobSource } from "./blob-source.ts";
import { blobStore } from "./blob-store.ts";
import type { Credentials } from "./credentials.ts";
import { repositoryUrl } from "./endpoint.ts";
import { DEFAULT_LIMITS, type RegistryLimits } from "./limits.ts";
import type { Log } from "./log.ts";
import type { PulledManifest } from "./manifest.ts";
import { RegistryProblem } from "./problem.ts";
import type { RegistryReference } from "./reference.ts";
import { listReferrers } from "./referrers.ts";
import { readReferral } from "./referrers-index.ts";
import { addToFallback } from "./referrers-tag.ts";
import { openRepository } from "./repository.ts";
import { createTransport } from "./transport.ts";

export interface RegistryOptions {
  readonly credentials: Credentials;
  readonly log: Log;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
  /** Whether to do without TLS; by default only with this very machine. */
  readonly plainHttp?: boolean | undefined;
  readonly limits?: Partial<RegistryLimits>;
  readonly fetch?: typeof fetch;
}

/** How a blob came to be in the repository. */
export interface PushedBlob {
  readonly sha256: string;
  readonly size: number;
  readonly how: "uploaded" | "present" | "mounted";
}

export interface PushOptions {
  /** Another repository of this registry that may have the blob. */
  readonly mountFrom?: string | undefined;
  /** Told of bytes that the registry has taken, each once, however often they were sent. */
  readonly onBytes?: (count: number) => void;
}

/**
 * One repository of an OCI registry. What is asked for and not had is a RegistryProblem, a UserError in words. Nothing is
 * given out that does not have the digest it was asked by.
 */
export interface Registry {
  /** The manifest under a tag or a digest. */
  manifest(reference: string): Promise<PulledManifest>;
  hasBlob(digest: string): Promise<boolean>;
  /** A blob's bytes as they come; only once it has ended are they known to be the blob's. */
  readBlob(descriptor: Descriptor): AsyncIterable<Uint8Array>;
  /** A blob of at most `most` bytes as text. */
  readSmallBlob(descriptor: Descriptor, most: number): Promise<string>;
  /** Uploads what the registry does not have. Takes memory for one chunk; several at once are fine. */
  pushBlob(source: BlobSource, options?: PushOptions): Promise<PushedBlob>;
  pushSmall(text: string, label?: string): Promise<PushedBlob>;
  /** Whether the blob is now here, from another repository of this registry. */
  mount(digest: string, from: string): Promise<boolean>;
  /** Puts a manifest under a tag or its own digest. Everything that it names must be there. */
  pushManifest(text: string, mediaType: string, reference: string): Promise<void>;
  /** Gives a manifest that is there another name. */
  tag(digest: string, tag: string): Promise<void>;
  /** Pushes an artifact under its digest; it can be found by `referrers` of what it refers to. */
  pushArtifact(artifact: SmallArtifact): Promise<void>;
  /** What refers to a digest. Whether it truly does, its manifest says, not this list. */
  referrers(digest: string, artifactType?: string): Promise<Descriptor[]>;
}

/** A client for the reference's repository. Nothing is sent before it is asked for something. */
export function openRegistry(reference: RegistryReference, options: RegistryOptions): Registry {
  const { credentials, log, signal } = options;
  const wire = { fetch: options.fetch ?? fetch, limits: { ...DEFAULT_LIMITS, ...options.limits }, signal };
  const url = repositoryUrl(reference, options.plainHttp);
  const authorizer = createAuthorizer(credentials, wire, url);
  const transport = createTransport(wire, log, { host: reference.host, credentials, authorizer });
  const repository = openRepository(transport, url, reference.name);
  const blobs = blobStore(repository);
  // Ours do not race for the fallback tag; only other processes may.
  let attaching: Promise<void> = Promise.resolve();

  async function manifest(of: string): Promise<PulledManifest> {
    const found = await repository.findManifest(of);
    if (found !== null) return found;
    throw new RegistryProblem("not-found", `${reference.host}/${reference.name} has no manifest ${of}`, {
      remedy:
        "Check the name and the tag. Of a private repository, many registries say so to those who may not see it.",
      status: 404,
    });
  }

  async function attach(text: string, descriptor: Descriptor): Promise<void> {
    const { isReferrerKnown } = await repository.putManifest(text, descriptor.mediaType, descriptor.digest);
    const referral = readReferral(text, descriptor);
    if (referral === null || isReferrerKnown) return;
    attaching = attaching.catch(() => undefined).then(() => addToFallback(repository, referral));
    await attaching;
  }

  return {
    ...blobs,
    manifest,
    async pushManifest(text, mediaType, to) {
      await repository.putManifest(text, mediaType, to);
    },
    async tag(digest, tag) {
      const { text, descriptor } = await manifest(digest);
      await repository.putManifest(text, descriptor.mediaType, tag);
    },
    async pushArtifact(artifact) {
      for (const blob of artifact.blobs) await blobs.pushSmall(blob);
      await attach(artifact.manifest, artifact.descriptor);
    },
    referrers: (digest, artifactType) => listReferrers(repository, digest, artifactType ?? null),
  };
}
