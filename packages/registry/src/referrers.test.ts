import { canonicalJson, describeText, type SmallArtifact } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { connect, openPair, type Pair } from "../test/client.ts";
import { nextLink } from "./link.ts";
import { INDEX_TYPE } from "./manifest.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";
const SUBJECT = describeText(MANIFEST, '{"a":"subject"}');

/** An artifact that refers to the subject, as signatures and evidence do. */
function artifact(content: string, artifactType = "application/vnd.acme.evidence"): SmallArtifact {
  const manifest = canonicalJson({
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType,
    config: describeText(EMPTY, "{}"),
    layers: [describeText("application/json", content)],
    subject: SUBJECT,
    annotations: { "acme.title": content },
  });
  return { descriptor: describeText(MANIFEST, manifest), manifest, blobs: ["{}", content] };
}

const entryOf = ({ descriptor }: SmallArtifact, content: string, artifactType = "application/vnd.acme.evidence") => ({
  ...descriptor,
  artifactType,
  annotations: { "acme.title": content },
});

function linesOf(pair: Pair): string[] {
  return pair.remote.requests.map(({ line }) => line);
}

const TAG = SUBJECT.digest.replace(":", "-");

describe.each(["api", "unfiltered-api", "none"] as const)("with a Referrers API of the kind %s", (referrers) => {
  test("what is attached is found, by its type or without", async () => {
    await using pair = await openPair({ referrers });
    const one = artifact("one");
    const two = artifact("two", "application/vnd.acme.other");
    await pair.registry.pushArtifact(one);
    await pair.registry.pushArtifact(two);
    const both = [entryOf(one, "one"), entryOf(two, "two", "application/vnd.acme.other")];
    expect(await pair.registry.referrers(SUBJECT.digest)).toEqual(both);
    expect(await pair.registry.referrers(SUBJECT.digest, "application/vnd.acme.other")).toEqual([both[1]]);
    expect(linesOf(pair).some((line) => line === `PUT /v2/acme/model/manifests/${TAG}`)).toBe(referrers === "none");
  });

  test("nothing refers to what is not there", async () => {
    await using pair = await openPair({ referrers });
    expect(await pair.registry.referrers(SUBJECT.digest)).toEqual([]);
  });

  test("what is attached twice is there once", async () => {
    await using pair = await openPair({ referrers });
    await pair.registry.pushArtifact(artifact("one"));
    await pair.registry.pushArtifact(artifact("one"));
    expect(await pair.registry.referrers(SUBJECT.digest)).toHaveLength(1);
  });

  test("several attached at once by one client are all there", async () => {
    await using pair = await openPair({ referrers });
    await Promise.all(["a", "b", "c", "d"].map((content) => pair.registry.pushArtifact(artifact(content))));
    expect(await pair.registry.referrers(SUBJECT.digest)).toHaveLength(4);
  });
});

describe("the Referrers API", () => {
  test("is read page by page", async () => {
    await using pair = await openPair({ pageSize: 2 });
    for (const content of ["a", "b", "c", "d", "e"]) await pair.registry.pushArtifact(artifact(content));
    expect(await pair.registry.referrers(SUBJECT.digest)).toHaveLength(5);
    expect(linesOf(pair).filter((line) => line.includes("/referrers/"))).toHaveLength(3);
  });

  const page = (link: string) =>
    ({
      kind: "answer",
      status: 200,
      headers: { "content-type": INDEX_TYPE, link },
      body: '{"manifests":[]}',
      request: /referrers/,
    }) as const;

  test.each([
    ["in circles", `</v2/acme/model/referrers/${SUBJECT.digest}>; rel="next"`, /has no end/],
    ["to another host", '<https://evil.example/x>; rel="next"', /not its own/],
  ])("whose pages lead %s is an error", async (_title, link, message) => {
    await using pair = await openPair();
    pair.remote.faults.push(page(link));
    await expect(pair.registry.referrers(SUBJECT.digest)).rejects.toThrow(message);
  });

  test("whose pages never end is left", async () => {
    await using pair = await openPair();
    for (let at = 0; at < 101; at++) pair.remote.faults.push(page(`<?from=${at}>; rel="next"`));
    await expect(pair.registry.referrers(SUBJECT.digest)).rejects.toThrow(/has no end/);
  });

  test.each([
    [
      "points to a page of another host",
      { status: 303, headers: { location: "https://github.example/-/v2/packages" } },
    ],
    ["answers with a page", { status: 200, headers: { "content-type": "text/html" }, body: "<html>" }],
    ["does not know it", { status: 405 }],
  ])("that %s is taken for missing", async (_title, answer) => {
    await using pair = await openPair({ referrers: "none" });
    await pair.registry.pushArtifact(artifact("one"));
    pair.remote.faults.push({ kind: "answer", ...answer, request: /referrers/ });
    expect(await pair.registry.referrers(SUBJECT.digest)).toHaveLength(1);
  });

  test("whose index is broken is an error, not an empty list", async () => {
    await using pair = await openPair();
    const headers = { "content-type": INDEX_TYPE };
    pair.remote.faults.push({ kind: "answer", status: 200, headers, body: '{"manifests":', request: /referrers/ });
    await expect(pair.registry.referrers(SUBJECT.digest)).rejects.toThrow(/cannot be read/);
  });

  test("is not missing when it fails", async () => {
    await using pair = await openPair({}, { limits: { attempts: 1 } });
    pair.remote.faults.push({ kind: "answer", status: 500, request: /referrers/ });
    await expect(pair.registry.referrers(SUBJECT.digest)).rejects.toMatchObject({ kind: "unreachable" });
  });

  test("cannot smuggle in entries that could not be checked", async () => {
    await using pair = await openPair();
    const good = { ...describeText(MANIFEST, "x"), annotations: { __proto__x: "1" } };
    const manifests = [null, 7, {}, { ...good, digest: "sha512:ab" }, { ...good, size: -1 }, SUBJECT, good];
    const body = JSON.stringify({ manifests });
    const headers = { "content-type": INDEX_TYPE };
    pair.remote.faults.push({ kind: "answer", status: 200, headers, body, request: /referrers/ });
    expect(await pair.registry.referrers(SUBJECT.digest)).toEqual([good]);
  });
});

describe("the fallback tag", () => {
  /** What is under the tag, put there by somebody else. */
  async function overwrite(pair: Pair, text: string, mediaType: string): Promise<void> {
    await connect(pair.remote, "acme/model").pushManifest(text, mediaType, TAG);
  }

  test("keeps what others wrote there, as they wrote it", async () => {
    await using pair = await openPair({ referrers: "none" });
    const foreign = { mediaType: MANIFEST, digest: `sha256:${"1".repeat(64)}`, size: 3, data: "abc", "x-own": [1] };
    await overwrite(
      pair,
      JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [foreign] }),
      INDEX_TYPE,
    );
    await pair.registry.pushArtifact(artifact("one"));
    const { text } = await pair.registry.manifest(TAG);
    expect(JSON.parse(text).manifests).toEqual([foreign, entryOf(artifact("one"), "one")]);
  });

  test("from which another writer has dropped ours gets it again", async () => {
    await using pair = await openPair({ referrers: "none" });
    await pair.registry.pushArtifact(artifact("one"));
    const index = pair.remote.state.tags.get(`acme/model ${TAG}`) ?? "";
    // Between our writing and our looking, somebody writes what was there before.
    const act = () => pair.remote.state.tags.set(`acme/model ${TAG}`, index);
    const looks = new RegExp(`^GET .*${TAG}`);
    pair.remote.faults.push({ kind: "meanwhile", act: () => undefined, request: looks });
    pair.remote.faults.push({ kind: "meanwhile", act, request: looks });
    await pair.registry.pushArtifact(artifact("two"));
    expect(await pair.registry.referrers(SUBJECT.digest)).toHaveLength(2);
  });

  test("that holds another thing is not overwritten", async () => {
    await using pair = await openPair({ referrers: "none" });
    await overwrite(pair, JSON.stringify({ mediaType: MANIFEST, layers: [] }), MANIFEST);
    await expect(pair.registry.pushArtifact(artifact("one"))).rejects.toThrow(/holds another thing/);
    expect(await pair.registry.referrers(SUBJECT.digest)).toEqual([]);
  });

  test("that never keeps anything ends in an error", async () => {
    await using pair = await openPair({ referrers: "none" });
    const request = new RegExp(`^PUT .*${TAG}`);
    for (let round = 0; round < 20; round++) pair.remote.faults.push({ kind: "answer", status: 201, request });
    await expect(pair.registry.pushArtifact(artifact("one"))).rejects.toThrow(/does not keep/);
  });
});

test.each([
  ['</a>; rel="next"', "/a"],
  ["</a>; rel=next", "/a"],
  ['</z>; rel="prev", </a?x=1,2>; title="b"; rel="last next"', "/a?x=1,2"],
  ['</a>; rel="prev"', null],
  ['</a>; rel="nextish"', null],
  ["garbage", null],
  [null, null],
])("the next page of the Link header %s is %s", (header, expected) => {
  expect(nextLink(header)).toBe(expected);
});
