import { blocksOf } from "./blocks.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { runnersFetch } from "./plain-fetch.ts";
import { putToStorage, type Storage } from "./put-to-storage.ts";

/** A blob that is uploaded, and how. */
export interface BlockUpload {
  /** Signed already. */
  readonly url: string;
  readonly contentType: string;
  /** Of every block but the last. */
  readonly blockBytes: number;
  /** Blocks that are under way at a time. */
  readonly concurrency: number;
  /** Told the bytes that have arrived, after each block. */
  readonly onProgress: (bytes: number) => void;
  /** Before the second retry of a block; three times as long before the third. 4,000 unless given, as Azure's client waits. */
  readonly pauseMs?: number;
}

/** As many digits as the 50,000 blocks that a blob may have: all names of a blob must be of one length. */
const NAME_DIGITS = 5;
const PAUSE_MS = 4_000;
/** No block takes longer than a whole upload may. */
const SECONDS = 600;

/**
 * Uploads a stream as the blocks of one blob and commits them in their order. Throws a StorageProblem where the storage
 * refuses, and Node's error, with its `code`, where it is out of reach.
 */
export async function uploadBlocks(stream: AsyncIterable<Uint8Array>, upload: BlockUpload): Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const bounded = boundedFetch(await runnersFetch(), SECONDS, signal);
  const storage: Storage = { fetch: bounded, signal, pauseMs: upload.pauseMs ?? PAUSE_MS };
  try {
    const names = await putBlocks(stream, upload, storage);
    const headers = { "content-type": "application/xml", "x-ms-blob-content-type": upload.contentType };
    const url = addressOf(upload.url, "comp=blocklist");
    await putToStorage({ url, headers, body: Buffer.from(blockList(names)) }, storage);
  } finally {
    // Where one block fails, the others that are under way end.
    ending.abort();
  }
}

/** The names of all blocks, in their order, once every block is there. */
async function putBlocks(
  stream: AsyncIterable<Uint8Array>,
  upload: BlockUpload,
  storage: Storage,
): Promise<readonly string[]> {
  const blocks = blocksOf(stream, upload.blockBytes);
  const names: string[] = [];
  let arrived = 0;
  const lane = async () => {
    // The generator answers in the order in which it is asked, whichever lane asks.
    for (let next = await blocks.next(); !next.done; next = await blocks.next()) {
      const name = Buffer.from(String(names.length).padStart(NAME_DIGITS, "0")).toString("base64");
      names.push(name);
      const url = addressOf(upload.url, `comp=block&blockid=${encodeURIComponent(name)}`);
      const headers = { "content-type": "application/octet-stream" };
      await putToStorage({ url, headers, body: next.value }, storage);
      arrived += next.value.byteLength;
      upload.onProgress(arrived);
    }
  };
  await Promise.all(Array.from({ length: upload.concurrency }, lane));
  return names;
}

function addressOf(url: string, query: string): URL {
  const address = new URL(url);
  // Nothing of the signature is written anew.
  address.search += `${address.search === "" ? "?" : "&"}${query}`;
  return address;
}

function blockList(names: readonly string[]): string {
  const latest = names.map((name) => `<Latest>${name}</Latest>`).join("");
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><BlockList>${latest}</BlockList>`;
}
