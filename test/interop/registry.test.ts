import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { canonicalJson, describeText, type SmallArtifact } from "@airworthy/evidence";
import { type Registry, readCredentials } from "@airworthy/registry";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conforms, createTally } from "../harness/conforms.ts";
import { programVersion } from "../harness/peer-versions.ts";
import { needProgram } from "./debian-packages.ts";
import { goProgram } from "./go-programs.ts";
import { connect, MANIFEST, pushSample, type Sample, samplePackage } from "./registry/sample-package.ts";
import { type Distribution, startDistribution } from "./registry/start-distribution.ts";
import { startTokenService } from "./registry/start-token-service.ts";

const run = promisify(execFile);
const MIB = 1024 * 1024;
/** Several chunks of each large file. */
const SMALL_CHUNKS = { chunkBytes: MIB, smallChunkBytes: MIB / 4 };

/** Debian's package, and the release that followed it; neither has the Referrers API. */
const PROGRAMS = {
  "2.8": () => needProgram("docker-registry").then(() => "docker-registry"),
  "3.0": () => goProgram("github.com/distribution/distribution/v3/cmd/registry", "v3.0.0"),
} as const;

/** Files of packages. Those that a killed push left whole are not counted: how many there are is chance. */
const pulled = createTally();
let folder: string;
let program: string;
let remote: Distribution;

describe.each(["2.8", "3.0"] as const)("CNCF Distribution %s", (version) => {
  beforeAll(async () => {
    await needProgram("skopeo");
    await needProgram("htpasswd", "apache2-utils");
    program = await PROGRAMS[version]();
    folder = await mkdtemp(join(tmpdir(), "airworthy-registry-"));
    remote = await startDistribution(program, folder);
    pulled.take();
  });

  afterAll(async () => {
    await remote?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test("skopeo reads what we push, and copies it to a layout and to another repository, from where we read it", async () => {
    const sample = samplePackage(3 * MIB + 11, "copy");
    const registry = connect(`${remote.host}/acme/model`, undefined, SMALL_CHUNKS);
    await pushSample(registry, sample, "1.0.0");
    await checkWhole(registry, "1.0.0", sample);
    const source = `docker://${remote.host}/acme/model:1.0.0`;
    const raw = await skopeo("inspect", "--tls-verify=false", "--raw", source);
    expect(raw).toBe(sample.manifest);
    await skopeo("copy", "--src-tls-verify=false", "--preserve-digests", source, "oci:layout:1.0.0");
    for (const [digest, content] of sample.contents) {
      expect((await readFile(join(folder, "layout", "blobs", "sha256", digest))).equals(content)).toBe(true);
    }
    const target = `docker://${remote.host}/acme/copy:2.0.0`;
    await skopeo("copy", "--src-tls-verify=false", "--dest-tls-verify=false", "--preserve-digests", source, target);
    await checkWhole(connect(`${remote.host}/acme/copy`), "2.0.0", sample);
  });

  test("what skopeo pushed from a layout, we find present and mount", async () => {
    const sample = samplePackage(2 * MIB, "mount");
    await pushSample(connect(`${remote.host}/acme/base`), sample, "1");
    const source = `docker://${remote.host}/acme/base:1`;
    const target = `docker://${remote.host}/acme/by-skopeo:1`;
    await skopeo("copy", "--src-tls-verify=false", "--preserve-digests", source, "oci:base:1");
    await skopeo("copy", "--dest-tls-verify=false", "--preserve-digests", "oci:base:1", target);
    const [digest = "", content = Buffer.alloc(0)] = [...sample.contents][0] ?? [];
    const open = (): never => {
      throw new Error("nothing is to be read");
    };
    const known = { label: "weights", size: content.length, sha256: digest, open };
    expect(await connect(`${remote.host}/acme/by-skopeo`).pushBlob(known)).toMatchObject({ how: "present" });
    const empty = connect(`${remote.host}/acme/new`);
    expect(await empty.pushBlob(known, { mountFrom: "acme/base" })).toMatchObject({ how: "mounted" });
    expect(await empty.hasBlob(`sha256:${digest}`)).toBe(true);
  });

  test("what is attached is found by the fallback tag, since this registry has no Referrers API", async () => {
    const sample = samplePackage(1000, "referrers");
    const registry = connect(`${remote.host}/acme/attached`);
    await pushSample(registry, sample, "1");
    const artifacts = ["one", "two"].map((content) => attachment(sample, content));
    await Promise.all(artifacts.map((artifact) => registry.pushArtifact(artifact)));
    const found = await registry.referrers(sample.digest, "application/vnd.acme.test");
    expect(found.map(({ digest }) => digest).toSorted()).toEqual(
      artifacts.map(({ descriptor }) => descriptor.digest).toSorted(),
    );
    const tag = `docker://${remote.host}/acme/attached:${sample.digest.replace(":", "-")}`;
    const index: { manifests: unknown[] } = JSON.parse(await skopeo("inspect", "--tls-verify=false", "--raw", tag));
    expect(index.manifests).toHaveLength(2);
  });

  test("logins are those of Docker's configuration file; without or with a wrong one nothing is let in", async () => {
    const own = join(folder, "private");
    await mkdir(own);
    await run("htpasswd", ["-Bbc", join(own, "htpasswd"), "me", "pass:word"]);
    await using registry = await startDistribution(program, own, {
      htpasswd: { realm: "r", path: join(own, "htpasswd") },
    });
    await skopeo(
      "login",
      "--tls-verify=false",
      "--authfile",
      join(own, "auth.json"),
      "-u",
      "me",
      "-p",
      "pass:word",
      registry.host,
    );
    const env = { REGISTRY_AUTH_FILE: join(own, "auth.json") };
    const reference = { host: registry.host, name: "acme/m", tag: null, digest: null };
    const credentials = await readCredentials(reference, { env, home: own });
    const sample = samplePackage(MIB, "private");
    await pushSample(connect(`${registry.host}/acme/m`, credentials), sample, "1");
    await checkWhole(connect(`${registry.host}/acme/m`, credentials), "1", sample);
    await expect(connect(`${registry.host}/acme/m`).manifest("1")).rejects.toMatchObject({
      kind: "permission",
      status: 401,
    });
    const wrong = { kind: "password", username: "me", password: "password" } as const;
    await expect(connect(`${registry.host}/acme/m`, wrong).manifest("1")).rejects.toMatchObject({ kind: "permission" });
  });

  test("tokens of a token service are what a registry takes, one for pushing and one for pulling", async () => {
    const own = join(folder, "tokens");
    await mkdir(own);
    const user = { username: "me", password: "secret" };
    await using service = await startTokenService(own, user);
    await using registry = await startDistribution(program, own, service.auth);
    const sample = samplePackage(3 * MIB, "tokens");
    const client = connect(`${registry.host}/acme/m`, { kind: "password", ...user }, SMALL_CHUNKS);
    await pushSample(client, sample, "1");
    await checkWhole(client, "1", sample);
    expect(service.given).toEqual([["repository:acme/m:pull,push"], ["repository:acme/m:pull"]]);
    const other = connect(`${registry.host}/acme/other`, { kind: "password", ...user });
    const [known = ""] = sample.contents.keys();
    expect(await other.mount(`sha256:${known}`, "acme/m")).toBe(true);
    const wrong = connect(`${registry.host}/acme/m`, { kind: "password", username: "me", password: "wrong" });
    await expect(wrong.manifest("1")).rejects.toMatchObject({ kind: "permission", status: 401 });
  });

  test("a registry that is killed in the middle of an upload and comes back has the package whole in the end", async () => {
    const sample = samplePackage(12 * MIB, "restart");
    const registry = connect(`${remote.host}/acme/restart`, undefined, SMALL_CHUNKS);
    let taken = 0;
    let restart: Promise<void> | undefined;
    await pushSample(registry, sample, "1", (count) => {
      taken += count;
      if (taken > 5 * MIB) restart ??= remote.kill().then(() => remote.start());
    });
    expect(restart).toBeDefined();
    await restart;
    await checkWhole(registry, "1", sample);
    conforms({
      area: "Packages and signatures",
      claim: "files pushed, copied by skopeo, behind logins and over a restart: pulled back byte by byte",
      peer: `CNCF Distribution ${version}`,
      version: await programVersion(program),
      ...pulled.take(),
    });
  });

  test("killed at whatever moment, a push leaves no broken tag, and the next one succeeds", async () => {
    const registry = connect(`${remote.host}/acme/killed`);
    const sample = samplePackage(6 * MIB, "killed");
    const script = join(import.meta.dirname, "registry", "push.ts");
    const push = (tag: string) =>
      spawn(process.execPath, [script, `${remote.host}/acme/killed`, tag, `${6 * MIB}`, "killed"]);
    let killed = 0;
    for (let moment = 0; moment < 12; moment++) {
      const child = push(`${moment}`);
      const ended = once(child, "exit");
      // From before it speaks to the registry until about when it is done: each time a tag of its own.
      await Promise.race([sleep(200 + moment * 60), ended]);
      child.kill("SIGKILL");
      await ended;
      if (child.signalCode === "SIGKILL") killed++;
      if (await isTagged(registry, `${moment}`)) await checkWhole(registry, `${moment}`, sample);
    }
    expect(killed).toBeGreaterThan(0);
    const last = push("last");
    expect(await once(last, "exit")).toEqual([0, null]);
    await checkWhole(registry, "last", sample);
  });
});

async function skopeo(...args: string[]): Promise<string> {
  const { stdout } = await run("skopeo", ["--insecure-policy", ...args], { cwd: folder, maxBuffer: 16 * MIB });
  return stdout;
}

/** Pulls a package back by its tag and holds every byte of it to what was packaged. */
async function checkWhole(registry: Registry, tag: string, sample: Sample): Promise<void> {
  const { descriptor, text } = await registry.manifest(tag);
  expect(descriptor.digest).toBe(sample.digest);
  const manifest: { config: typeof descriptor; layers: (typeof descriptor)[] } = JSON.parse(text);
  expect(await registry.readSmallBlob(manifest.config, MIB)).toBe(sample.config);
  expect(manifest.layers).toHaveLength(sample.files.length);
  for (const layer of manifest.layers) {
    const content = await buffer(registry.readBlob(layer));
    expect(content.equals(sample.contents.get(layer.digest.replace("sha256:", "")) ?? Buffer.alloc(0))).toBe(true);
    pulled.add();
  }
}

function attachment(sample: Sample, content: string): SmallArtifact {
  const manifest = canonicalJson({
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType: "application/vnd.acme.test",
    config: describeText("application/vnd.oci.empty.v1+json", "{}"),
    layers: [describeText("text/plain", content)],
    subject: { mediaType: MANIFEST, digest: sample.digest, size: Buffer.byteLength(sample.manifest) },
  });
  return { descriptor: describeText(MANIFEST, manifest), manifest, blobs: ["{}", content] };
}

async function isTagged(registry: Registry, tag: string): Promise<boolean> {
  return await registry.manifest(tag).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ kind: "not-found" });
      return false;
    },
  );
}
