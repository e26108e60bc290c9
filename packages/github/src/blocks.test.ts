import fc from "fast-check";
import { expect, test } from "vitest";
import { blocksOf } from "./blocks.ts";

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

test("blocks are the bytes of the pieces, all of one size but a smaller last one", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 20 })),
      fc.integer({ min: 1, max: 12 }),
      async (pieces, size) => {
        const blocks: Uint8Array[] = [];
        for await (const block of blocksOf(piecesOf(pieces), size)) blocks.push(block);
        expect(Buffer.concat(blocks)).toEqual(Buffer.concat(pieces));
        for (const block of blocks.slice(0, -1)) expect(block.byteLength).toBe(size);
        const last = blocks.at(-1)?.byteLength ?? size;
        expect(last > 0 && last <= size).toBe(true);
      },
    ),
  );
});
