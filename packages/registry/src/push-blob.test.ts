import { sha256 } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import type { Manners, RegistryStandIn } from "../../../test/harness/registry/index.ts";
import { bytesOf, connect, KIB, openPair, sourceOf } from "../test/client.ts";

const LARGE = bytesOf(50 * KIB + 7);
const LARGE_SHA256 = sha256(LARGE);

function stored(remote: RegistryStandIn, digest = `sha256:${LARGE_SHA256}`): Buffer | undefined {
  return remote.state.blobs.get(digest);
}

function linesOf(remote: RegistryStandIn): string[] {
  return remote.requests.map(({ line }) =>
    line.replace("/v2/acme/model/blobs/", "").replace(/uploads\/[0-9a-f-]{36}/, "ID"),
  );
}

describe("a blob larger than a chunk", () => {
  test.each([["relative"], ["absolute"], ["with-state"]] as const)(
    "goes up in chunks at %s locations, each byte read once",
    async (location) => {
      await using pair = await openPair({ location });
      const source = sourceOf(LARGE);
      const pushed = await pair.registry.pushBlob(source);
      expect(pushed).toEqual({ sha256: LARGE_SHA256, size: LARGE.length, how: "uploaded" });
      expect(stored(pair.remote)).toEqual(LARGE);
      expect(source.read).toBe(LARGE.length);
      const sizes = pair.remote.requests.filter(({ line }) => line.startsWith("PATCH")).map(({ bytes }) => bytes);
      // 50 KiB and 7 bytes in chunks of 16 KiB.
      expect(sizes).toEqual([16 * KIB, 16 * KIB, 16 * KIB, 2 * KIB + 7]);
    },
  );

  test("is not sent when it is there, and not read either", async () => {
    await using pair = await openPair();
    await pair.registry.pushBlob(sourceOf(LARGE));
    const again = sourceOf(LARGE, LARGE_SHA256);
    expect(await pair.registry.pushBlob(again)).toMatchObject({ how: "present" });
    expect(again.read).toBe(0);
  });

  test("is mounted from another repository that has it", async () => {
    await using pair = await openPair();
    await connect(pair.remote, "acme/base").pushBlob(sourceOf(LARGE));
    const source = sourceOf(LARGE, LARGE_SHA256);
    expect(await pair.registry.pushBlob(source, { mountFrom: "acme/base" })).toMatchObject({ how: "mounted" });
    expect(await pair.registry.hasBlob(`sha256:${LARGE_SHA256}`)).toBe(true);
    expect(source.read).toBe(0);
  });

  test("is uploaded where the other repository does not have it; the upload that was opened instead is cancelled", async () => {
    await using pair = await openPair();
    const source = sourceOf(LARGE, LARGE_SHA256);
    expect(await pair.registry.pushBlob(source, { mountFrom: "acme/base" })).toMatchObject({ how: "uploaded" });
    expect(stored(pair.remote)).toEqual(LARGE);
    expect(pair.remote.state.uploads.size).toBe(0);
  });

  test("a chunk that is cut goes on where the registry has got to; nothing is read again", async () => {
    await using pair = await openPair();
    pair.remote.faults.push({ kind: "cut-upload", after: 5000, request: /^PATCH/ });
    const source = sourceOf(LARGE);
    await pair.registry.pushBlob(source);
    expect(stored(pair.remote)).toEqual(LARGE);
    expect([source.opened, source.read]).toEqual([1, LARGE.length]);
    const sizes = pair.remote.requests.filter(({ line }) => line.startsWith("PATCH")).map(({ bytes }) => bytes);
    expect(sizes).toEqual([5000, 16 * KIB - 5000, 16 * KIB, 16 * KIB, 2 * KIB + 7]);
  });

  test("a chunk whose answer is lost is not sent twice", async () => {
    await using pair = await openPair();
    pair.remote.faults.push({ kind: "lost-answer", request: /^PATCH/ });
    await pair.registry.pushBlob(sourceOf(LARGE));
    expect(stored(pair.remote)).toEqual(LARGE);
    expect(pair.remote.requests.filter(({ line }) => line.startsWith("PATCH"))).toHaveLength(4);
  });

  test("an upload that the registry forgets begins anew", async () => {
    await using pair = await openPair();
    pair.remote.faults.push({ kind: "answer", status: 503, request: /^PATCH.*/ });
    pair.remote.faults.push({ kind: "lost-uploads", request: /^GET .*uploads/ });
    const source = sourceOf(LARGE);
    await pair.registry.pushBlob(source);
    expect(stored(pair.remote)).toEqual(LARGE);
    expect(source.opened).toBe(2);
  });

  test("an upload that is forgotten time and again ends in an error", async () => {
    await using pair = await openPair();
    for (let time = 0; time < 20; time++) pair.remote.faults.push({ kind: "lost-uploads", request: /^PATCH/ });
    const source = sourceOf(LARGE);
    await expect(pair.registry.pushBlob(source)).rejects.toMatchObject({
      kind: "not-found",
      code: "BLOB_UPLOAD_UNKNOWN",
    });
    expect(source.opened).toBe(4);
  });

  test("a close whose answer is lost is found to be done", async () => {
    await using pair = await openPair();
    pair.remote.faults.push({ kind: "lost-answer", request: /^PUT/ });
    const source = sourceOf(LARGE);
    await pair.registry.pushBlob(source);
    expect(source.opened).toBe(1);
    expect(pair.remote.requests.filter(({ line }) => line.startsWith("PUT"))).toHaveLength(1);
  });

  test.each<[string, Partial<Manners>, number[]]>([
    [
      "smaller chunks where a registry caps them, as GitHub's does",
      { mostChunkBytes: 4 * KIB },
      [16 * KIB, ...Array(12).fill(4 * KIB), 2 * KIB + 7],
    ],
    ["one stream where it takes no ranges", { patch: "streams" }, [16 * KIB, 4 * KIB, LARGE.length]],
  ])("goes up in %s", async (_title, manners, sizes) => {
    await using pair = await openPair(manners);
    await pair.registry.pushBlob(sourceOf(LARGE));
    expect(stored(pair.remote)).toEqual(LARGE);
    const patches = pair.remote.requests.filter(({ line }) => line.startsWith("PATCH"));
    expect(patches.map(({ bytes }) => bytes)).toEqual(sizes);
    // What was learnt is kept: the next blob is sent so at once.
    const other = Buffer.from(LARGE).fill(1, 0, 9);
    const before = pair.remote.requests.length;
    await pair.registry.pushBlob(sourceOf(other));
    expect(pair.remote.requests.slice(before).map(({ status }) => status)).not.toContain(416);
  });

  test("goes up in one stream once a registry has taken less of a chunk than it said", async () => {
    await using pair = await openPair();
    const request = /^PATCH/;
    for (let chunk = 0; chunk < 3; chunk++) {
      pair.remote.faults.push({ kind: "meanwhile", act: () => undefined, request });
    }
    pair.remote.faults.push({ kind: "answer", status: 202, request });
    await pair.registry.pushBlob(sourceOf(LARGE));
    expect(stored(pair.remote)).toEqual(LARGE);
    expect(pair.remote.requests.filter(({ line }) => line.startsWith("PATCH")).at(-1)?.bytes).toBe(LARGE.length);
  });

  test("goes up in one PUT where the registry knows no PATCH", async () => {
    await using pair = await openPair({ patch: "none" });
    expect(await pair.registry.pushBlob(sourceOf(LARGE))).toMatchObject({ sha256: LARGE_SHA256 });
    expect(stored(pair.remote)).toEqual(LARGE);
  });

  test("goes up as a stream where the least chunk is larger than ours", async () => {
    await using pair = await openPair({ leastChunkBytes: 64 * KIB });
    await pair.registry.pushBlob(sourceOf(LARGE));
    expect(pair.remote.requests.filter(({ line }) => line.startsWith("PATCH")).map(({ bytes }) => bytes)).toEqual([
      LARGE.length,
    ]);
  });

  test("a stream that is cut begins anew, and is told of once", async () => {
    await using pair = await openPair({ patch: "streams" });
    await pair.registry.pushBlob(sourceOf(bytesOf(20 * KIB)));
    pair.remote.faults.push({ kind: "cut-upload", after: 30 * KIB, request: /^PATCH/ });
    let told = 0;
    await pair.registry.pushBlob(sourceOf(LARGE), { onBytes: (count) => (told += count) });
    expect(stored(pair.remote)).toEqual(LARGE);
    expect(told).toBe(LARGE.length);
  });

  test("bytes are told of once, though a chunk was sent twice", async () => {
    await using pair = await openPair();
    pair.remote.faults.push({ kind: "lost-uploads", request: /^PUT/ });
    const told: number[] = [];
    await pair.registry.pushBlob(sourceOf(LARGE), { onBytes: (count) => told.push(count) });
    expect(told.reduce((sum, count) => sum + count)).toBe(LARGE.length);
    expect(Math.min(...told)).toBeGreaterThan(0);
  });
});

describe("a blob that fits into a chunk", () => {
  test.each([0, 1, 16 * KIB])("of %i bytes takes one POST and one PUT", async (size) => {
    await using pair = await openPair();
    const bytes = bytesOf(size);
    await pair.registry.pushBlob(sourceOf(bytes, sha256(bytes)));
    expect(stored(pair.remote, `sha256:${sha256(bytes)}`)).toEqual(bytes);
    expect(linesOf(pair.remote)).toEqual([
      `HEAD sha256:${sha256(bytes)}`,
      "POST uploads/",
      `PUT ID?digest=sha256%3A${sha256(bytes)}`,
    ]);
  });

  test("of unknown digest is looked for once it is read", async () => {
    await using pair = await openPair();
    await pair.registry.pushSmall("hello");
    expect(await pair.registry.pushBlob(sourceOf(Buffer.from("hello")))).toMatchObject({ how: "present" });
  });

  test("goes from memory again when the connection is cut", async () => {
    await using pair = await openPair();
    pair.remote.faults.push({ kind: "cut-upload", after: 3, request: /^PUT/ });
    const source = sourceOf(Buffer.from("hello"));
    expect(await pair.registry.pushBlob(source)).toMatchObject({ how: "uploaded" });
    expect(source.opened).toBe(1);
    expect(stored(pair.remote, `sha256:${sha256("hello")}`)?.toString()).toBe("hello");
  });
});
