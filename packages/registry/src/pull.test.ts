import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { describeText, sha256 } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { bytesOf, KIB, openPair, type Pair, sourceOf } from "../test/client.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONTENT = bytesOf(40 * KIB);
const DESCRIPTOR = { mediaType: "application/x", digest: `sha256:${sha256(CONTENT)}`, size: CONTENT.length };

async function pull(pair: Pair, descriptor = DESCRIPTOR): Promise<Buffer> {
  return await buffer(pair.registry.readBlob(descriptor));
}

/** A pair whose registry holds CONTENT. */
async function filledPair(...options: Parameters<typeof openPair>): Promise<Pair> {
  const pair = await openPair(...options);
  await pair.registry.pushBlob(sourceOf(CONTENT));
  pair.remote.requests.length = 0;
  return pair;
}

describe("a blob", () => {
  test("is read as it was pushed", async () => {
    await using pair = await filledPair();
    expect(await pull(pair)).toEqual(CONTENT);
  });

  test.each([true, false])("is taken up where the connection broke (ranges known: %s)", async (ranges) => {
    await using pair = await filledPair({ ranges });
    pair.remote.faults.push({ kind: "cut-download", after: 10_000, request: /^GET/ });
    pair.remote.faults.push({ kind: "cut-download", after: 12_000, request: /^GET/ });
    expect(await pull(pair)).toEqual(CONTENT);
    expect(pair.remote.requests).toHaveLength(3);
  });

  test("whose bytes are others is an error at its end", async () => {
    await using pair = await filledPair();
    pair.remote.state.blobs.set(DESCRIPTOR.digest, Buffer.from(CONTENT).fill(0, 5, 6));
    await expect(pull(pair)).rejects.toMatchObject({ kind: "dishonest", message: expect.stringContaining("digest") });
  });

  test("without an end is left at its size", async () => {
    await using pair = await filledPair();
    pair.remote.state.blobs.set(DESCRIPTOR.digest, Buffer.concat([CONTENT, CONTENT]));
    let read = 0;
    const reading = (async () => {
      for await (const chunk of pair.registry.readBlob(DESCRIPTOR)) read += chunk.byteLength;
    })();
    await expect(reading).rejects.toThrow(`more than the ${CONTENT.length} bytes`);
    expect(read).toBeLessThanOrEqual(CONTENT.length);
  });

  test("that is always too short is given up", async () => {
    await using pair = await filledPair({}, { limits: { attempts: 3 } });
    pair.remote.state.blobs.set(DESCRIPTOR.digest, CONTENT.subarray(0, 100));
    await expect(pull(pair)).rejects.toThrow(/another range|sent 100 of 40960 bytes/);
    expect(pair.remote.requests).toHaveLength(3);
  });

  test("is read from the storage that the registry points to, which is not told who asks", async () => {
    const login = { scheme: "basic", username: "me", password: "pw" } as const;
    const credentials = { kind: "password", username: "me", password: "pw" } as const;
    await using storage = await filledPair();
    const storageUrl = `${storage.remote.url}/v2/acme/model/blobs/`;
    await using pair = await openPair({ login, storageUrl }, { credentials });
    await pair.registry.pushBlob(sourceOf(CONTENT));
    expect(await pull(pair)).toEqual(CONTENT);
    expect(pair.remote.requests.at(-1)?.authorization).toMatch(/^Basic/);
    expect(storage.remote.requests).toMatchObject([{ status: 200, authorization: null }]);
  });

  test("a storage that asks for a login gets none, wherever it says that it goes", async () => {
    const login = { scheme: "token", username: "me", password: "pw" } as const;
    const credentials = { kind: "password", username: "me", password: "pw" } as const;
    await using storage = await openPair({ login });
    const storageUrl = `${storage.remote.url}/v2/acme/model/blobs/`;
    await using pair = await openPair({ login, storageUrl }, { credentials });
    await pair.registry.pushBlob(sourceOf(CONTENT));
    await expect(pull(pair)).rejects.toMatchObject({ kind: "permission", status: 401 });
    expect(storage.remote.requests).toMatchObject([{ status: 401, authorization: null }]);
  });

  test("waits for a slow reader as long as it takes, but not for a registry that stalls", async () => {
    await using pair = await filledPair({}, { limits: { attempts: 1, stallSeconds: 0.1 } });
    let read = 0;
    for await (const chunk of pair.registry.readBlob(DESCRIPTOR)) {
      if (read === 0) await sleep(300);
      read += chunk.byteLength;
    }
    expect(read).toBe(CONTENT.length);
    pair.remote.faults.push({ kind: "hang", request: /^GET/ });
    await expect(pull(pair)).rejects.toThrow(/nothing moved on the connection/);
  });

  test("is not followed in circles, or to where there is no TLS", async () => {
    await using circle = await filledPair();
    const own = `${circle.remote.url}/v2/acme/model/blobs/${DESCRIPTOR.digest}`;
    for (let hop = 0; hop < 10; hop++) {
      const fault = { kind: "answer", status: 307, headers: { location: own }, request: /^GET/ } as const;
      circle.remote.faults.push(fault);
    }
    await expect(pull(circle)).rejects.toThrow(/points on more than 5 times/);
    await using away = await filledPair();
    const headers = { location: "http://storage.example/blob?signature=secret" };
    away.remote.faults.push({ kind: "answer", status: 307, headers, request: /^GET/ });
    const problem = await pull(away).catch((error: unknown) => error);
    expect(String(problem)).toMatch(/points to storage\.example, without TLS/);
    expect(String(problem)).not.toContain("secret");
  });

  test("as text is held to a size, and to UTF-8", async () => {
    await using pair = await filledPair();
    await expect(pair.registry.readSmallBlob(DESCRIPTOR, 100)).rejects.toThrow("at most 100 are allowed");
    expect(pair.remote.requests).toEqual([]);
    await expect(pair.registry.readSmallBlob(DESCRIPTOR, CONTENT.length)).rejects.toThrow("not UTF-8");
    await pair.registry.pushSmall("grüße");
    expect(await pair.registry.readSmallBlob(describeText("text/plain", "grüße"), 100)).toBe("grüße");
  });

  test("of a digest that is none is not asked for", async () => {
    await using pair = await filledPair();
    await expect(pull(pair, { ...DESCRIPTOR, digest: "sha256:../../other" })).rejects.toThrow(/not a SHA-256 digest/);
    expect(pair.remote.requests).toEqual([]);
  });
});

describe("a manifest", () => {
  const text = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, artifactType: "application/x", layers: [] });
  const { digest } = describeText(MANIFEST, text);

  async function pushedPair(): Promise<Pair> {
    const pair = await openPair();
    await pair.registry.pushManifest(text, MANIFEST, digest);
    await pair.registry.tag(digest, "1.0");
    return pair;
  }

  test("is had by tag and by digest, with the bytes that were pushed", async () => {
    await using pair = await pushedPair();
    const expected = { text, descriptor: { ...describeText(MANIFEST, text), artifactType: "application/x" } };
    expect(await pair.registry.manifest("1.0")).toEqual(expected);
    expect(await pair.registry.manifest(digest)).toEqual(expected);
  });

  test("that is not there is named", async () => {
    await using pair = await pushedPair();
    await expect(pair.registry.manifest("2.0")).rejects.toMatchObject({
      kind: "not-found",
      message: expect.stringContaining("acme/model has no manifest 2.0"),
    });
  });

  test("under a tag or digest that is none is not asked for", async () => {
    await using pair = await pushedPair();
    const before = pair.remote.requests.length;
    await expect(pair.registry.manifest("../../secret")).rejects.toThrow(/neither a tag nor a SHA-256 digest/);
    expect(pair.remote.requests).toHaveLength(before);
  });

  const type = { "content-type": MANIFEST };
  test.each([
    ["with other bytes", { body: `${text} `, headers: type }, /has the digest/],
    [
      "with another type than it states",
      { body: text, headers: { "content-type": "application/vnd.oci.image.index.v1+json" } },
      /came as/,
    ],
    [
      "that states another digest",
      { body: text, headers: { ...type, "docker-content-digest": `sha256:${"0".repeat(64)}` } },
      /has the digest/,
    ],
    ["that is a page", { body: "<html>", headers: { "content-type": "text/html" } }, /is not a manifest/],
    ["that is no manifest", { body: "{}", headers: { "content-type": "application/json" } }, /which is no manifest/],
    ["that is not UTF-8", { body: Buffer.from([0xff]), headers: type }, /is not UTF-8/],
    [
      "of 5 MiB",
      { body: JSON.stringify({ mediaType: MANIFEST, pad: " ".repeat(5 * KIB * KIB) }), headers: type },
      /more than 4194304 bytes/,
    ],
  ])("%s is refused", async (title, answer, message) => {
    await using pair = await pushedPair();
    pair.remote.faults.push({ kind: "answer", status: 200, ...answer, request: /^GET/ });
    const reference = title === "with other bytes" ? digest : "1.0";
    await expect(pair.registry.manifest(reference)).rejects.toMatchObject({
      kind: "dishonest",
      message: expect.stringMatching(message),
    });
  });

  test("that the registry keeps otherwise than it was sent is an error", async () => {
    await using pair = await pushedPair();
    const headers = { "docker-content-digest": `sha256:${"0".repeat(64)}` };
    pair.remote.faults.push({ kind: "answer", status: 201, headers, request: /^PUT/ });
    await expect(pair.registry.pushManifest(text, MANIFEST, "2.0")).rejects.toMatchObject({ kind: "dishonest" });
  });

  test("goes out again when its answer is lost", async () => {
    await using pair = await pushedPair();
    pair.remote.faults.push({ kind: "lost-answer", request: /^PUT/ });
    await pair.registry.pushManifest(text, MANIFEST, "2.0");
    expect((await pair.registry.manifest("2.0")).descriptor.digest).toBe(digest);
  });
});

test("a host that is not there, and one without TLS, are said in words", async () => {
  await using pair = await openPair({}, { plainHttp: false });
  await expect(pair.registry.manifest("1.0")).rejects.toMatchObject({
    kind: "unreachable",
    message: expect.stringMatching(/does not speak TLS|connection/),
  });
  const gone = await openPair({}, { limits: { attempts: 2 } });
  await gone[Symbol.asyncDispose]();
  await expect(gone.registry.manifest("1.0")).rejects.toThrow(
    /cannot be reached: (nothing listens there|the connection was cut)/,
  );
});
