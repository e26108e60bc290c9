const MIB = 1024 * 1024;

/** How patient and how greedy the client is. */
export interface RegistryLimits {
  /** Of one request, or of one chunk. */
  readonly attempts: number;
  /** Before the second attempt; twice that before the third, and so on. What the registry asks for comes first. */
  readonly backoffSeconds: number;
  /** All waiting between the attempts of one request. */
  readonly waitSeconds: number;
  /** A connection on which no byte moves for so long is given up. */
  readonly stallSeconds: number;
  /** A registry may take so long to answer what was written: some copy or hash the whole blob when it is closed. */
  readonly answerSeconds: number;
  /** How often a blob's upload begins anew because its session is lost. */
  readonly restarts: number;
  /** Of one request of a blob in chunks, and of the memory that an upload takes. A multiple of `smallChunkBytes`. */
  readonly chunkBytes: number;
  /** The same, once a registry has refused that much. */
  readonly smallChunkBytes: number;
}

/**
 * Chunks of 32 MiB: with S3 behind a registry a blob has at most 10,000 parts, so up to 312 GiB fit; and proxies that
 * limit a request's body start at 100 MB (Cloudflare). GitHub's registry answers 416 above 4 MiB
 * (https://github.com/ocx-sh/ocx/pull/237). 280 s stay below the 300 s after which Node's fetch gives up by itself.
 */
export const DEFAULT_LIMITS: RegistryLimits = {
  attempts: 6,
  backoffSeconds: 1,
  waitSeconds: 180,
  stallSeconds: 60,
  answerSeconds: 280,
  restarts: 3,
  chunkBytes: 32 * MIB,
  smallChunkBytes: 4 * MIB,
};

/** Registries must take manifests of 4 MiB, and need not take larger ones (OCI distribution-spec 1.1, "Pushing manifests"). */
export const MANIFEST_BYTES = 4 * MIB;
