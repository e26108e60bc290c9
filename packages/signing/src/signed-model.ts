import type { DigestAlgorithm } from "./digest-algorithm.ts";
import type { ByteRange } from "./resource-name.ts";

/** What a signature says of a file, or of a part of one. */
export interface SignedResource {
  /** In the model, with slashes; "." for a model that is one file, as the reference implementation in Python names it. */
  readonly path: string;
  /** Null for the whole file. */
  readonly range: ByteRange | null;
  /** In lower-case hexadecimal. */
  readonly digest: string;
}

/** A model as its signature describes it. */
export interface SignedModel {
  /** Informational and untrusted; null in signatures of version 0.2.0. */
  readonly name: string | null;
  /** SHA-256 over all digests, which names the model in other documents; null in signatures of version 0.2.0. */
  readonly rootDigest: string | null;
  readonly algorithm: DigestAlgorithm;
  /** In bytes, where files are signed in parts; null where each is signed whole. */
  readonly shardSize: number | null;
  /** Whether the signer followed symbolic links. */
  readonly allowSymlinks: boolean;
  /** What the signer left out, beside the default. Untrusted: they are compared, never opened. */
  readonly ignorePaths: readonly string[];
  /** By code points of their paths, parts of a file by their start; no two alike. Parts of a file leave no gap. */
  readonly resources: readonly SignedResource[];
}
