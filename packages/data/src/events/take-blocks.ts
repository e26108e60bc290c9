import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { BlockWorker } from "./block-worker.ts";
import { EventBatch } from "./event-batch.ts";
import { eventStride } from "./event-kinds.ts";
import type { EventSink, Threading } from "./event-sink.ts";

/**
 * What is found in blocks is added up by one thread, which takes a third of the work: more threads would wait for it, and each takes
 * some 30 MB of memory.
 */
const MOST_THREADS = 3;
const BLOCK_BYTES = 2 ** 22;

export const BY_MACHINE: Threading = {
  threads: Math.min(MOST_THREADS, availableParallelism()),
  blockBytes: BLOCK_BYTES,
};

/**
 * Hands over the events of a file of JSON Lines of `size` bytes in its order, found by several threads a block at a time. False where
 * anything is wrong, whatever was handed over before.
 */
export async function takeBlocks(
  path: string,
  size: number,
  { query, content, threading: { threads, blockBytes }, onBatch, onBytes }: EventSink,
): Promise<boolean> {
  const before = await statsOf(path);
  const stride = eventStride(query);
  const blocks = Math.ceil(size / blockBytes);
  await using workers = new AsyncDisposableStack();
  const pool = Array.from({ length: Math.min(threads, blocks) }, () =>
    workers.use(new BlockWorker({ path, query, content })),
  );
  const scan = (worker: BlockWorker, block: number) => {
    const end = block === blocks - 1 ? Number.POSITIVE_INFINITY : (block + 1) * blockBytes;
    return worker.scan({ start: block * blockBytes, end });
  };
  const turns = pool.map((worker, block) => ({ worker, reply: scan(worker, block) }));
  for (let block = 0; block < blocks; block++) {
    const turn = turns[block % turns.length];
    const reply = (await turn?.reply) ?? null;
    if (turn === undefined || reply === null) return false;
    // The thread goes on with its next block while this one's events are added up.
    if (block + turns.length < blocks) turn.reply = scan(turn.worker, block + turns.length);
    onBytes(Math.min(blockBytes, size - block * blockBytes));
    onBatch(new EventBatch(stride, reply.events, reply.count));
    turn.worker.spare = reply.events;
  }
  // A file may grow meanwhile. Of one that was cut, or whose place another has, blocks are missing.
  const after = await statsOf(path);
  return before !== null && before.ino === after?.ino && after.size >= size;
}

async function statsOf(path: string): Promise<Stats | null> {
  return await stat(path).catch(() => null);
}
