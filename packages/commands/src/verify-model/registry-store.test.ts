import { describeText, sha256, UserError } from "@airworthy/evidence";
import { assembleReferrer } from "@airworthy/model-package";
import { openRegistry, parseRegistryReference, RegistryProblem } from "@airworthy/registry";
import { expect, test } from "vitest";
import { type RegistryStandIn, startRegistry } from "../../../../test/harness/registry/index.ts";
import { silentPorts } from "../../../../test/harness/silent-ports.ts";
import { DIGEST, keyPair, MODEL, PACKAGE, signatureAttachment } from "./example-package.ts";
import type { PackageStore } from "./package-store.ts";
import { registryStore } from "./registry-store.ts";
import { type Found, verifyPackage } from "./verify-package.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const KEYS = keyPair();
const PORTS = silentPorts("/");

function connect({ host }: RegistryStandIn, version = ":1.0.0") {
  const reference = parseRegistryReference(`oci://${host}/acme/m${version}`);
  if (reference === null) throw new Error("that is no reference");
  const options = { credentials: { kind: "none", hint: null }, log: PORTS.log, signal: PORTS.signal } as const;
  return { reference, registry: openRegistry(reference, options) };
}

/** Puts the package and its signature into the registry. */
async function push(remote: RegistryStandIn): Promise<void> {
  const { registry } = connect(remote);
  for (const text of [...MODEL.values(), PACKAGE.config]) await registry.pushSmall(text);
  await registry.pushManifest(PACKAGE.manifest, MANIFEST, "1.0.0");
  const subject = describeText(MANIFEST, PACKAGE.manifest);
  await registry.pushArtifact(assembleReferrer(subject, await signatureAttachment(KEYS.privateKey)));
}

async function verify(remote: RegistryStandIn, version?: string, changes: Partial<PackageStore> = {}): Promise<Found> {
  const { reference, registry } = connect(remote, version);
  const store = { ...(await registryStore(registry, reference, PORTS)), ...changes };
  const trust = { key: KEYS.publicKey, certificates: null, keyless: null, at: new Date(0), files: [] };
  const files = { ignore: [], ignoreUnsigned: false };
  return await verifyPackage(store, { context: { trust, policy: {} }, given: [], files }, PORTS);
}

/** What does not hold. */
function problems({ checks }: Found): string[] {
  return checks
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ subject, reasonCode }) => `${subject}: ${reasonCode}`);
}

test.each(["api", "none"] as const)(
  "a package is verified with what refers to it (referrers: %s)",
  async (referrers) => {
    await using remote = await startRegistry({ referrers });
    await push(remote);
    for (const version of [":1.0.0", `@sha256:${DIGEST}`]) {
      const found = await verify(remote, version);
      expect(problems(found)).toEqual([]);
      expect(found).toMatchObject({ place: "registry", files: 4, candidate: { name: "acme/m", sha256: DIGEST } });
      expect(found.signers).toMatchObject([{ method: "key", covers: "files" }]);
    }
  },
);

test("a blob that the registry changed or lost is a finding, not an error", async () => {
  await using remote = await startRegistry();
  await push(remote);
  const digest = (text: string) => `sha256:${sha256(text)}`;
  remote.state.blobs.set(digest("weights"), Buffer.from("Weights"));
  remote.state.blobs.delete(digest("{}"));
  remote.state.seen.clear();
  for (const text of [...MODEL.values(), PACKAGE.config]) {
    if (remote.state.blobs.has(digest(text))) remote.state.seen.add(`acme/m ${digest(text)}`);
  }
  const found = await verify(remote);
  expect(found.differences.map(({ path, change }) => [path, change])).toContainEqual(["weights.bin", "changed"]);
  expect(found.differences.map(({ path, change }) => [path, change])).toContainEqual(["sub/config.json", "missing"]);
});

test("a registry that goes away in the middle is an error; an attachment that it changed is a finding", async () => {
  await using remote = await startRegistry();
  await push(remote);
  const away = new RegistryProblem("unreachable", "pulling the signature got no answer");
  await expect(verify(remote, ":1.0.0", { content: () => Promise.reject(away) })).rejects.toBe(away);
  const other = new RegistryProblem("dishonest", "pulling the signature has another digest");
  const found = await verify(remote, ":1.0.0", { content: () => Promise.reject(other) });
  expect(problems(found)).toContainEqual(expect.stringContaining("malformed"));
});

test("a registry without the package, and a reference without a version, are bad input", async () => {
  await using remote = await startRegistry();
  await expect(verify(remote)).rejects.toThrow(UserError);
  await expect(verify(remote, "")).rejects.toThrow("names neither a tag nor a digest");
});
