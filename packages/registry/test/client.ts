import { type Manners, type RegistryStandIn, startRegistry } from "../../../test/harness/registry/index.ts";
import {
  type BlobSource,
  openRegistry,
  parseRegistryReference,
  type Registry,
  type RegistryOptions,
} from "../src/index.ts";

export const KIB = 1024;

/** Chunks of 16 KiB, no time to lose. */
const LIMITS = {
  chunkBytes: 16 * KIB,
  smallChunkBytes: 4 * KIB,
  backoffSeconds: 0.001,
  stallSeconds: 5,
  answerSeconds: 5,
};

export interface Pair extends AsyncDisposable {
  readonly remote: RegistryStandIn;
  readonly registry: Registry;
  readonly log: string[];
}

/** A stand-in, and a client for its repository "acme/model". */
export async function openPair(manners: Partial<Manners> = {}, options: Partial<RegistryOptions> = {}): Promise<Pair> {
  const remote = await startRegistry(manners);
  const log: string[] = [];
  const registry = connect(remote, "acme/model", { log: { info: (line) => log.push(line) }, ...options });
  return { remote, registry, log, [Symbol.asyncDispose]: () => remote[Symbol.asyncDispose]() };
}

export function connect(remote: RegistryStandIn, name: string, options: Partial<RegistryOptions> = {}): Registry {
  const reference = parseRegistryReference(`oci://${remote.host}/${name}`);
  if (reference === null) throw new Error("the stand-in has no proper host");
  return openRegistry(reference, {
    credentials: { kind: "none", hint: null },
    log: { info: () => undefined },
    signal: new AbortController().signal,
    ...options,
    limits: { ...LIMITS, ...options.limits },
  });
}

export interface CountedSource extends BlobSource {
  /** How often it was opened, and how many bytes it gave out. */
  readonly opened: number;
  readonly read: number;
}

/** A source that gives its bytes in pieces of a size of its own, always in the same buffer. */
export function sourceOf(bytes: Uint8Array, sha256: string | null = null): CountedSource {
  const buffer = Buffer.alloc(3000);
  return {
    label: "weights.bin",
    size: bytes.byteLength,
    sha256,
    opened: 0,
    read: 0,
    async *open() {
      Object.assign(this, { opened: this.opened + 1 });
      for (let at = 0; at < bytes.byteLength; at += buffer.length) {
        const piece = bytes.subarray(at, at + buffer.length);
        buffer.set(piece);
        Object.assign(this, { read: this.read + piece.byteLength });
        yield buffer.subarray(0, piece.byteLength);
      }
    },
  };
}

/** Bytes of which no two chunks are alike. */
export function bytesOf(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8) * 7) & 0xff));
}
