import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageModel } from "@airworthy/commands";
import { sha256 } from "@airworthy/evidence";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertionsMade, conforms } from "../harness/conforms.ts";
import { PACKAGE_DEFAULTS } from "../harness/package-defaults.ts";
import { programVersion } from "../harness/peer-versions.ts";
import { silentPorts } from "../harness/silent-ports.ts";
import { needProgram } from "./debian-packages.ts";

const run = promisify(execFile);

const FILES = new Map([
  ["weights-1.dat", "a".repeat(100_000)],
  ["weights-2.dat", "a".repeat(100_000)],
  ["config.json", "{}"],
  ["README.md", "# A model"],
  ["src/run me.py", "pass"],
  ["data/reviews.jsonl", '{"id":1}\n'],
  ["empty", ""],
]);

let folder: string;
let digest: string;

beforeAll(async () => {
  await needProgram("skopeo");
  folder = await mkdtemp(join(tmpdir(), "airworthy-oci-"));
  for (const [path, content] of FILES) {
    await mkdir(join(folder, "model", path, ".."), { recursive: true });
    await writeFile(join(folder, "model", path), content);
  }
  await writeFile(join(folder, "model.yml"), "licenses: [MIT]\nformat: safetensors\nparamSize: 7.5k\n");
  const outcome = await packageModel.run(
    { ...PACKAGE_DEFAULTS, path: "model", name: "acme/m", output: "layout", metadata: "model.yml" },
    silentPorts(folder, { env: { SOURCE_DATE_EPOCH: "1700000000" } }),
  );
  digest = outcome.outputs.digest;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("skopeo reads the manifest by the version as its tag, under the digest that we gave", async () => {
  const { stdout } = await run("skopeo", ["inspect", "--raw", "oci:layout:1.0.0"], { cwd: folder });
  expect(`sha256:${sha256(stdout)}`).toBe(digest);
});

test("skopeo copies the package whole, and every blob is that of its file", async () => {
  await run("skopeo", ["--insecure-policy", "copy", "--preserve-digests", "oci:layout:1.0.0", "oci:copy:1.0.0"], {
    cwd: folder,
  });
  const manifest: { config: { digest: string }; layers: { digest: string }[] } = await json(blobPath(digest));
  const expected = [digest, manifest.config.digest, ...manifest.layers.map((layer) => layer.digest)];
  const blobs = join(folder, "copy", "blobs", "sha256");
  const names = await readdir(blobs);
  expect(names.map((name) => `sha256:${name}`).toSorted()).toEqual([...new Set(expected)].toSorted());
  for (const name of names) expect(sha256(await readFile(join(blobs, name)))).toBe(name);
  for (const content of FILES.values()) expect(names).toContain(sha256(content));
  conforms({
    area: "Packages and signatures",
    claim: "blobs of a layout that it copied",
    peer: "skopeo",
    version: await programVersion("skopeo"),
    cases: names.length,
  });
});

// The constraints below are those of the JSON Schemas of OCI image-spec 1.1 and CNCF ModelPack, written out by hand.
const DIGEST = /^sha256:[a-f0-9]{64}$/;
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
const LAYER_TYPE =
  /^application\/vnd\.cncf\.model\.(weight|weight\.config|doc|code|dataset)\.v1\.(raw|tar|tar\+gzip|tar\+zstd)$/;
const BY_HAND = {
  area: "Packages and signatures",
  claim: "documents of a package hold to its schemas, written out by hand",
} as const;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const descriptor = (mediaType: unknown) => ({
  mediaType,
  digest: expect.stringMatching(DIGEST),
  size: expect.any(Number),
});

test("index and manifest hold to the schemas of the OCI image specification, and ModelPack's", async () => {
  expect(await json("oci-layout")).toStrictEqual({ imageLayoutVersion: "1.0.0" });
  const index: { manifests: { digest: string }[] } = await json("index.json");
  expect(index).toStrictEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [
      {
        ...descriptor("application/vnd.oci.image.manifest.v1+json"),
        artifactType: "application/vnd.cncf.model.manifest.v1+json",
        digest,
        annotations: { "org.opencontainers.image.ref.name": "1.0.0" },
      },
      ...Array.from({ length: 6 }, () => ({
        ...descriptor("application/vnd.oci.image.manifest.v1+json"),
        artifactType: expect.stringMatching(MEDIA_TYPE),
        annotations: expect.objectContaining({ "dev.airworthy.name": expect.any(String) }),
      })),
    ],
  });
  for (const referrer of index.manifests.slice(1)) {
    expect(await json(blobPath(referrer.digest))).toMatchObject({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      artifactType: expect.stringMatching(MEDIA_TYPE),
      config: { mediaType: "application/vnd.oci.empty.v1+json", digest: `sha256:${sha256("{}")}`, size: 2 },
      layers: [descriptor(expect.stringMatching(MEDIA_TYPE))],
      subject: { mediaType: "application/vnd.oci.image.manifest.v1+json", digest },
    });
  }
  const manifest = await json(blobPath(digest));
  expect(manifest).toStrictEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    artifactType: expect.stringMatching(MEDIA_TYPE),
    config: descriptor("application/vnd.cncf.model.config.v1+json"),
    layers: Array.from(FILES, () => ({
      ...descriptor(expect.stringMatching(LAYER_TYPE)),
      annotations: {
        "org.cncf.model.filepath": expect.any(String),
        "org.cncf.model.file.mediatype.untested": expect.stringMatching(/^(true|false)$/),
        "org.opencontainers.image.title": expect.any(String),
      },
    })),
  });
  conforms({ ...BY_HAND, peer: "OCI image-spec 1.1", cases: assertionsMade() });
});

test("the config holds to ModelPack's schema, a diff id a layer", async () => {
  const manifest: { config: { digest: string }; layers: { digest: string }[] } = await json(blobPath(digest));
  expect(await json(blobPath(manifest.config.digest))).toStrictEqual({
    descriptor: { name: "acme/m", version: "1.0.0", licenses: ["MIT"], createdAt: expect.stringMatching(TIME) },
    config: { format: "safetensors", paramSize: "7.5k" },
    modelfs: { type: "layers", diffIds: manifest.layers.map((layer) => layer.digest) },
  });
  conforms({ ...BY_HAND, peer: "CNCF ModelPack", cases: assertionsMade() });
});

function blobPath(of: string): string {
  return join("blobs", of.replace(":", "/"));
}

async function json(path: string) {
  return JSON.parse(await readFile(join(folder, "layout", path), "utf8"));
}
