import { createHash } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Algorithm, BLOCK_BYTES } from "./block-hasher.ts";
import { createRing, ringHasher } from "./ring.ts";

/** The digest of the bytes, given to another thread in blocks of the lengths. */
async function digestThrough(algorithm: Algorithm, content: Uint8Array, lengths: readonly number[]): Promise<string> {
  const ring = createRing();
  const worker = new Worker(new URL("./hash-worker.ts", import.meta.url), { workerData: { ring, algorithm } });
  const hasher = ringHasher(ring);
  let done = 0;
  for (const length of lengths) {
    hasher.block().set(content.subarray(done, done + length));
    hasher.add(length);
    done += length;
  }
  const digest = hasher.digest();
  await once(worker, "exit");
  return digest;
}

test("a digest is the same through another thread, however the bytes are cut into blocks", async () => {
  const block = fc.oneof(
    fc.integer({ min: 1, max: 5 }),
    fc.constant(BLOCK_BYTES),
    fc.integer({ min: 1, max: BLOCK_BYTES }),
  );
  const blocks = fc.array(block, { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(blocks, fc.constantFrom("sha256", "blake2b512"), async (lengths, algorithm) => {
      const size = lengths.reduce((sum, length) => sum + length, 0);
      const content = Buffer.alloc(size, "airworthy");
      expect(await digestThrough(algorithm, content, lengths)).toBe(
        createHash(algorithm).update(content).digest("hex"),
      );
    }),
    { numRuns: 20 },
  );
});
