import { sha256Digest } from "./digest.ts";

/** Points to a blob of an OCI layout or registry. https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  /** "sha256:" and 64 lower-case hexadecimal digits. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A small artifact that an OCI layout or registry can hold: a manifest, and every blob that it names. */
export interface SmallArtifact {
  readonly descriptor: Descriptor;
  /** The text whose digest the descriptor has. */
  readonly manifest: string;
  readonly blobs: readonly string[];
}

/** The descriptor of a text. */
export function describeText(mediaType: string, text: string): Descriptor {
  return { mediaType, digest: sha256Digest(text), size: Buffer.byteLength(text) };
}
