import { createHash } from "node:crypto";
import { sha256 } from "@airworthy/evidence";
import { type AssembledPackage, assemblePackage } from "@airworthy/model-package";
import {
  type BlobSource,
  type Credentials,
  openRegistry,
  parseRegistryReference,
  type Registry,
  type RegistryLimits,
} from "@airworthy/registry";

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const PIECE_BYTES = 64 * 1024;

export interface Sample extends AssembledPackage {
  /** Each file's content, by its SHA-256. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

/** A package of weights of `size` bytes, twice the same, and small files; the same for the same `seed`. */
export function samplePackage(size: number, seed: string): Sample {
  const contents = new Map<string, Buffer>();
  const files = [
    ["weights-1.safetensors", noise(size, seed)] as const,
    ["weights-2.safetensors", noise(size, `${seed}, other`)] as const,
    ["same-again.safetensors", noise(size, seed)] as const,
    ["config.json", Buffer.from("{}")] as const,
    ["empty", Buffer.alloc(0)] as const,
  ].map(([path, content]) => {
    const digest = sha256(content);
    contents.set(digest, content);
    return { path, size: content.length, sha256: digest };
  });
  const description = { name: "acme/model", version: "1.0.0", metadata: {}, epoch: null };
  return { ...assemblePackage(description, files), contents };
}

export function connect(
  place: string,
  credentials: Credentials = { kind: "none", hint: null },
  limits: Partial<RegistryLimits> = {},
): Registry {
  const reference = parseRegistryReference(`oci://${place}`);
  if (reference === null) throw new Error(`${place} is no reference`);
  const signal = new AbortController().signal;
  return openRegistry(reference, { credentials, signal, log: { info: () => undefined }, limits });
}

/** Blobs first, the manifest by its digest, the tag last: what a tag points to is whole. */
export async function pushSample(
  registry: Registry,
  sample: Sample,
  tag: string,
  onBytes: (count: number) => void = () => undefined,
): Promise<void> {
  for (const [digest, content] of sample.contents) await registry.pushBlob(sourceOf(digest, content), { onBytes });
  await registry.pushSmall(sample.config);
  await registry.pushManifest(sample.manifest, MANIFEST, sample.digest);
  await registry.pushManifest(sample.manifest, MANIFEST, tag);
}

/** Its digest is not told beforehand, as when it is hashed on its way. */
function sourceOf(digest: string, content: Buffer): BlobSource {
  async function* open() {
    for (let at = 0; at < content.length; at += PIECE_BYTES) yield content.subarray(at, at + PIECE_BYTES);
  }
  return { label: digest, size: content.length, sha256: null, open };
}

/** Bytes that no storage can make smaller: a chain of digests. */
function noise(size: number, seed: string): Buffer {
  const bytes = Buffer.alloc(size);
  let block = createHash("sha512").update(seed).digest();
  for (let at = 0; at < size; at += block.length) {
    block.copy(bytes, at);
    block = createHash("sha512").update(block).digest();
  }
  return bytes;
}
