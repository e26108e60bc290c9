import { createHash } from "node:crypto";

/** As node:crypto knows them. */
export type Algorithm = "sha256" | "blake2b512";

/** Large enough that reading costs little beside the hash, small enough to stay in a core's own cache until it is hashed. */
export const BLOCK_BYTES = 256 * 1024;

/** Hashes one file after the other, in blocks that it has the memory for. */
export interface BlockHasher {
  /** Where to read the next block to. Blocks that were added before may be overwritten. */
  block(): Uint8Array;
  /** Adds the first bytes of that block, at least one; they may be read, but not written to, until `block` is called. */
  add(length: number): void;
  /** The digest of all that was added since the last one, in lower-case hexadecimal. */
  digest(): string;
}

/** Hashes where it is called. */
export function createHasher(algorithm: Algorithm): BlockHasher {
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let hash = createHash(algorithm);
  return {
    block: () => block,
    add(length) {
      hash.update(block.subarray(0, length));
    },
    digest() {
      const digest = hash.digest("hex");
      hash = createHash(algorithm);
      return digest;
    },
  };
}
