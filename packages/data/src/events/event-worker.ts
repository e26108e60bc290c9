import { open } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { RecordFeed } from "../bytes/record-feed.ts";
import { MAX_LINE_BYTES } from "../place.ts";
import { type Block, BlockReader } from "./block-reader.ts";
import type { BlockReply, BlockRequest, ScanJob } from "./block-worker.ts";
import { EventBatch } from "./event-batch.ts";
import { EventTaker } from "./event-taker.ts";
import { JsonEvents } from "./json-events.ts";

const { path, query, content }: ScanJob = workerData;
const taker = new EventTaker(query, content);
let reader: BlockReader | null = null;
/** One feed for all blocks, since each holds some megabytes. */
const source = { read: async (into: Uint8Array, start: number) => (await reader?.read(into, start)) ?? 0 };
const feed = new RecordFeed("", source, new JsonEvents("", taker), MAX_LINE_BYTES);

parentPort?.on("message", async ({ block, spare }: BlockRequest) => {
  const { stride } = taker.batch;
  taker.batch = spare === null ? new EventBatch(stride) : new EventBatch(stride, spare);
  const reply = await scan(block);
  parentPort?.postMessage(reply, reply === null ? [] : [reply.events]);
});

/** The block's events; null where anything is wrong, which is told by who reads the file from its start, and so counts its lines. */
async function scan(block: Block): Promise<BlockReply | null> {
  try {
    await using handle = await open(path);
    reader = new BlockReader(handle, block);
    while (await feed.next());
    const { count, numbers } = taker.batch;
    return { events: numbers.buffer, count };
  } catch {
    return null;
  }
}
