/** How the stand-in behaves, all the time; faults come on top. */
export interface Manners {
  /** Whether it has the Referrers API; the specification allows both. */
  readonly referrers: "api" | "unfiltered-api" | "none";
  /** Who may come in; anybody without it. */
  readonly login?: { readonly scheme: "basic" | "token"; readonly username: string; readonly password: string };
  /** How it writes the address that an upload goes on at; one with state knows only the latest. */
  readonly location: "absolute" | "relative" | "with-state";
  /** The largest chunk that it takes, in bytes. */
  readonly mostChunkBytes?: number;
  readonly leastChunkBytes?: number;
  /** Whether it knows PATCH. */
  readonly patch: "chunks" | "streams" | "none";
  /** Whether it sends blobs itself, or points to a storage on another port. */
  readonly storageUrl?: string;
  /** Descriptors in a page of referrers. */
  readonly pageSize?: number;
  /** Whether it understands ranges when a blob is pulled. */
  readonly ranges: boolean;
}

export interface Manifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface State {
  /** By digest; one store for all repositories, as registries keep them. */
  readonly blobs: Map<string, Buffer>;
  /** The repositories in which a blob can be seen, by "repository digest". */
  readonly seen: Set<string>;
  /** By "repository digest". */
  readonly manifests: Map<string, Manifest>;
  /** Digests by "repository tag". */
  readonly tags: Map<string, string>;
  readonly uploads: Map<string, { bytes: Buffer; moves: number }>;
  /** How many tokens were given. */
  tokens: number;
  /** Requests with a token below this are turned away. */
  firstValidToken: number;
}

export function createState(): State {
  return {
    blobs: new Map(),
    seen: new Set(),
    manifests: new Map(),
    tags: new Map(),
    uploads: new Map(),
    tokens: 0,
    firstValidToken: 1,
  };
}
