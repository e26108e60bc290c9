import { expect, test } from "vitest";
import { startRegistry } from "./index.ts";

const HELLO = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/** Opens an upload and returns its address. */
async function open(url: string): Promise<string> {
  const opened = await fetch(`${url}/v2/a/blobs/uploads/`, { method: "POST" });
  expect(opened.status).toBe(202);
  return new URL(opened.headers.get("location") ?? "", url).href;
}

test("a blob is kept under its own digest alone", async () => {
  await using registry = await startRegistry();
  const location = await open(registry.url);
  const put = (digest: string) => fetch(`${location}?digest=${digest}`, { method: "PUT", body: "hello" });
  expect((await put(HELLO.replace("2cf2", "0000"))).status).toBe(400);
  const again = await open(registry.url);
  expect((await fetch(`${again}?digest=${HELLO}`, { method: "PUT", body: "hello" })).status).toBe(201);
  expect(await (await fetch(`${registry.url}/v2/a/blobs/${HELLO}`)).text()).toBe("hello");
  expect((await fetch(`${registry.url}/v2/other/blobs/${HELLO}`)).status).toBe(404);
});

test("a chunk that does not begin where the last one ended is 416", async () => {
  await using registry = await startRegistry();
  const location = await open(registry.url);
  const patch = (range: string) =>
    fetch(location, { method: "PATCH", headers: { "content-range": range }, body: "abc" });
  expect((await patch("0-2")).status).toBe(202);
  expect((await patch("0-2")).status).toBe(416);
  expect((await patch("3-5")).headers.get("range")).toBe("0-5");
});

test("a manifest whose blobs are not there is refused", async () => {
  await using registry = await startRegistry();
  const body = JSON.stringify({ layers: [{ digest: HELLO }] });
  const answer = await fetch(`${registry.url}/v2/a/manifests/1`, { method: "PUT", body });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ errors: [{ code: "MANIFEST_BLOB_UNKNOWN" }] });
});

test("a fault hits one request that fits, and the log has every request", async () => {
  await using registry = await startRegistry();
  registry.faults.push({ kind: "lost-answer", request: /^POST/ });
  expect((await fetch(`${registry.url}/v2/a/blobs/${HELLO}`)).status).toBe(404);
  await expect(fetch(`${registry.url}/v2/a/blobs/uploads/`, { method: "POST" })).rejects.toThrow();
  await open(registry.url);
  expect(registry.requests.map(({ line, status }) => [line.slice(0, 4), status])).toEqual([
    ["GET ", 404],
    ["POST", null],
    ["POST", 202],
  ]);
});
