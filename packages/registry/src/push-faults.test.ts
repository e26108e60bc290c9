import { sha256 } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { bytesOf, KIB, openPair, sourceOf } from "../test/client.ts";

const LARGE = bytesOf(50 * KIB + 7);
const LARGE_SHA256 = sha256(LARGE);

describe("a source that is not what it was said to be", () => {
  test.each([
    ["longer", { size: LARGE.length - 1 }],
    ["shorter", { size: LARGE.length + 1 }],
    ["of another digest", { sha256: sha256("other") }],
  ])("is refused where it is %s, and nothing stands in the registry", async (_title, lie) => {
    await using pair = await openPair();
    const push = pair.registry.pushBlob({ ...sourceOf(LARGE), ...lie });
    await expect(push).rejects.toThrow("weights.bin changed while it was being pushed");
    expect(pair.remote.state.blobs.size + pair.remote.state.uploads.size).toBe(0);
  });

  test("what it throws comes through, in a stream too", async () => {
    await using pair = await openPair({ patch: "streams" });
    await pair.registry.pushBlob(sourceOf(bytesOf(20 * KIB)));
    async function* open() {
      yield LARGE.subarray(0, 10);
      throw new RangeError("the disk is gone");
    }
    await expect(pair.registry.pushBlob({ ...sourceOf(LARGE), open })).rejects.toThrow(
      new RangeError("the disk is gone"),
    );
  });
});

describe("an unfriendly registry", () => {
  test("that sends an upload elsewhere gets nothing", async () => {
    await using pair = await openPair();
    await using other = await openPair();
    const location = `${other.remote.url}/v2/x/blobs/uploads/1`;
    pair.remote.faults.push({ kind: "answer", status: 202, headers: { location }, request: /^POST/ });
    await expect(pair.registry.pushBlob(sourceOf(LARGE))).rejects.toMatchObject({ kind: "dishonest" });
    expect(other.remote.requests).toEqual([]);
  });

  test("that wants to wait longer than we would is an error that says so", async () => {
    await using pair = await openPair();
    const headers = { "retry-after": "3600" };
    pair.remote.faults.push({ kind: "answer", status: 429, headers, request: /^POST/ });
    await expect(pair.registry.pushBlob(sourceOf(LARGE))).rejects.toThrow(/rate limit asks to wait 3600 s/);
  });

  test("that is busy for a moment is waited for", async () => {
    await using pair = await openPair();
    const headers = { "retry-after": "0" };
    for (const request of [/^HEAD/, /^POST/, /^PATCH/, /^PUT/]) {
      pair.remote.faults.push({ kind: "answer", status: 429, headers, request });
    }
    await pair.registry.pushBlob(sourceOf(LARGE, LARGE_SHA256));
    expect(pair.remote.state.blobs.get(`sha256:${LARGE_SHA256}`)).toEqual(LARGE);
    expect(pair.log).toHaveLength(4);
  });

  test("that never answers is given up", async () => {
    await using pair = await openPair(
      {},
      { limits: { attempts: 2, stallSeconds: 0.05, answerSeconds: 0.05, restarts: 0 } },
    );
    for (let time = 0; time < 4; time++) pair.remote.faults.push({ kind: "hang", request: /./ });
    await expect(pair.registry.pushBlob(sourceOf(LARGE))).rejects.toThrow(/nothing moved on the connection/);
  });

  test("whose words would forge lines of the log is quoted in one", async () => {
    await using pair = await openPair();
    const body = JSON.stringify({ errors: [{ code: "DENIED", message: "no\n::set-output name=x::y\u202e" }] });
    pair.remote.faults.push({ kind: "answer", status: 403, body, request: /^POST/ });
    const problem = await pair.registry.pushBlob(sourceOf(LARGE)).catch((error: unknown) => error);
    expect(problem).toMatchObject({ kind: "permission", code: "DENIED" });
    expect(String(problem)).toContain("DENIED, no\\u{a}::set-output name=x::y\\u{202e}");
  });
});

test("an abort ends an upload under way with its reason", async () => {
  const controller = new AbortController();
  await using pair = await openPair({}, { signal: controller.signal });
  const act = () => controller.abort(new Error("the user has had enough"));
  pair.remote.faults.push({ kind: "meanwhile", act, request: /^PATCH/ });
  await expect(pair.registry.pushBlob(sourceOf(LARGE))).rejects.toThrow("the user has had enough");
});
