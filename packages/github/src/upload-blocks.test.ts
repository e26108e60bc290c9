import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { listen } from "../../../test/harness/github/listen.ts";
import { type BlockUpload, uploadBlocks } from "./upload-blocks.ts";

/** How the storage takes the request of an index, counted from 0: a status, or the connection is cut. */
type Reaction = (index: number) => number | "cut";

async function startStorage(react: Reaction = () => 201) {
  const blocks = new Map<string, string>();
  const requests: string[] = [];
  const state = { committed: "", contentType: "" };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://storage");
    const index = requests.push(`${request.method} ${pathname} ${searchParams.get("comp")}`) - 1;
    const body = await text(request);
    const reaction = react(index);
    if (reaction === "cut") return request.socket.destroy();
    // The later, the sooner: blocks arrive out of order.
    await sleep(Math.max(0, 30 - 10 * index));
    if (reaction === 201 && searchParams.get("comp") === "block") blocks.set(searchParams.get("blockid") ?? "", body);
    if (reaction === 201 && searchParams.get("comp") === "blocklist") {
      const names = [...body.matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, name = ""]) => name);
      state.committed = names.map((name) => blocks.get(name) ?? "?").join("");
      state.contentType = String(request.headers["x-ms-blob-content-type"]);
    }
    return response.writeHead(reaction).end(reaction === 201 ? "" : "<Error><Message>No.</Message></Error>");
  });
  const listening = await listen(server);
  return { url: listening.url, requests, state, [Symbol.asyncDispose]: listening[Symbol.asyncDispose] };
}

async function* words(content: string): AsyncGenerator<Uint8Array> {
  for (const word of content.split(/(?<= )/)) yield Buffer.from(word);
}

function uploadTo(url: string, progress: number[] = []): BlockUpload {
  const onProgress = (bytes: number) => progress.push(bytes);
  return {
    url: `${url}/1.zip?sig=s`,
    contentType: "application/zip",
    blockBytes: 8,
    concurrency: 3,
    onProgress,
    pauseMs: 5,
  };
}

const CONTENT = "the weights of a model are larger than one block";

test.concurrent("blocks that arrive in any order are committed in that of the stream", async () => {
  await using storage = await startStorage();
  const progress: number[] = [];
  await uploadBlocks(words(CONTENT), uploadTo(storage.url, progress));
  expect(storage.state).toEqual({ committed: CONTENT, contentType: "application/zip" });
  expect(progress.at(-1)).toBe(CONTENT.length);
  expect(storage.requests).toHaveLength(CONTENT.length / 8 + 1);
});

test.concurrent("nothing is a blob of no blocks", async () => {
  await using storage = await startStorage();
  await uploadBlocks(words(""), uploadTo(storage.url));
  expect(storage.requests).toEqual(["PUT /1.zip blocklist"]);
});

test.concurrent("a failure that may pass is tried again", async () => {
  const first = new Map<number, number | "cut">([
    [0, 503],
    [2, "cut"],
    [4, 500],
  ]);
  await using storage = await startStorage((index) => first.get(index) ?? 201);
  await uploadBlocks(words(CONTENT), uploadTo(storage.url));
  expect(storage.state.committed).toBe(CONTENT);
});

test.concurrent("after four tries it is given up", async () => {
  await using storage = await startStorage(() => 503);
  await expect(uploadBlocks(words("a"), uploadTo(storage.url))).rejects.toMatchObject({ status: 503, message: "No." });
  expect(storage.requests).toHaveLength(4);
});

test.concurrent("a refusal is not tried again, and nothing is committed after it", async () => {
  await using storage = await startStorage((index) => (index === 1 ? 403 : 201));
  await expect(uploadBlocks(words(CONTENT), uploadTo(storage.url))).rejects.toMatchObject({ status: 403 });
  expect(storage.requests).not.toContain("PUT /1.zip blocklist");
});

test.concurrent("a stream that breaks is the upload's failure", async () => {
  await using storage = await startStorage();
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("first words ");
    throw new Error("the disk is gone");
  }
  await expect(uploadBlocks(broken(), uploadTo(storage.url))).rejects.toThrow("the disk is gone");
  expect(storage.requests).not.toContain("PUT /1.zip blocklist");
});
