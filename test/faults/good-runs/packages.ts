import { generateKeyPairSync } from "node:crypto";
import { startRegistry } from "../../harness/registry/index.ts";
import { startSigstore } from "../../harness/sigstore/index.ts";
import type { GoodRun } from "../good-run.ts";
import type { Space } from "../world/space.ts";

const LAYOUT = "airworthy-packages/ranker-2.0.0";
const PACKAGE = ["package-model", "--path", "model", "--name", "ranker", "--version", "2.0.0"] as const;

const KEYS = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

async function writeModel(space: Space): Promise<void> {
  await space.write("model/weights.bin", "the weights of 2.0.0");
  await space.write("model/config.json", '{"layers": 2}\n');
}

/** A package with its evidence, and a pair of keys. */
export async function writePackage(space: Space): Promise<void> {
  await writeModel(space);
  await space.write("key.pem", KEYS.privateKey);
  await space.write("key.pub", KEYS.publicKey);
  await space.airworthy(PACKAGE);
}

const SIGN = ["sign-model", "--package", LAYOUT, "--key", "key.pem"] as const;

/** Evidence of the package as the first steps of a pipeline leave it. */
export async function writeVerifiedPackage(space: Space, env: Readonly<Record<string, string>> = {}): Promise<void> {
  await writeModel(space);
  await space.write("key.pem", KEYS.privateKey);
  await space.write("key.pub", KEYS.publicKey);
  await space.airworthy(PACKAGE, env);
  await space.airworthy(SIGN, env);
  const needs = ["--require", "signature", "--require", "provenance"];
  await space.airworthy(["verify-model", "--package", LAYOUT, "--key", "key.pub", ...needs], env);
}

export const packageModel: GoodRun = {
  verb: "package-model",
  name: "package-model",
  args: PACKAGE.slice(1),
  prepare: writeModel,
  reads: ["model/config.json"],
  harmless: [
    { fault: /^model\/config\.json: /, because: "a model's files are bytes: whatever they hold is packaged" },
    { fault: /\.cache\/airworthy/, because: "the cache of digests spares work, and nothing else" },
  ],
};

export const packageToRegistry: GoodRun = {
  ...packageModel,
  name: "package-model to a registry",
  reads: [],
  harmless: [
    ...(packageModel.harmless ?? []),
    { fault: /^404 at \d+, HEAD .*\/blobs\//, because: "what is not there yet is uploaded" },
  ],
  async serve({ stack, through }) {
    const registry = stack.use(await startRegistry());
    const { host } = new URL(await through(registry.url));
    return { args: ["--push", `${host}/models/ranker:2.0.0`] };
  },
};

export const signModel: GoodRun = {
  verb: "sign-model",
  name: "sign-model",
  args: SIGN.slice(1),
  prepare: writePackage,
  reads: ["key.pem", "airworthy-evidence/package-model.ranker-2.0.0.provenance.json", `${LAYOUT}/index.json`],
  called: { "key.pem": /private key|key\.pem/ },
  harmless: [{ fault: /provenance\.json: nothing at all$/, because: "what is there is signed, and counted" }],
};

export const signKeyless: GoodRun = {
  verb: "sign-model",
  name: "sign-model without a key",
  args: ["--package", LAYOUT, "--services", "public"],
  prepare: writePackage,
  reads: [],
  async serve({ stack, through }) {
    const sigstore = stack.use(await startSigstore());
    const url = await through(sigstore.url);
    const env = Object.entries(sigstore.env).map(([name, value]) => [name, value.replace(sigstore.url, url)]);
    return { args: ["--fulcio-url", url, "--rekor-url", url], env: Object.fromEntries(env) };
  },
};

export const verifyModel: GoodRun = {
  verb: "verify-model",
  name: "verify-model",
  args: ["--package", LAYOUT, "--key", "key.pub", "--require", "signature", "--require", "provenance"],
  async prepare(space) {
    await writePackage(space);
    await space.airworthy(SIGN);
  },
  verdict: "warn", // nobody but a developer's machine built it
  reads: ["key.pub", `${LAYOUT}/index.json`, `${LAYOUT}/oci-layout`],
  called: { "key.pub": /public key|key\.pub/ },
};

export const verifyInRegistry: GoodRun = {
  verb: "verify-model",
  name: "verify-model in a registry",
  args: ["--key", "key.pub", "--require", "signature"],
  prepare: writePackage,
  verdict: "warn", // as above
  reads: [],
  async serve({ folder, stack, through }) {
    const registry = stack.use(await startRegistry());
    const { runInProcess } = await import("../world/run-in-process.ts");
    const push = (args: readonly string[]) =>
      runInProcess({ args, cwd: folder, env: {}, now: () => new Date("2026-03-02T11:00:00Z") });
    const name = `${registry.host}/models/ranker:2.0.0`;
    const pushed = await push([...PACKAGE, "--push", name]);
    const signed = await push(["sign-model", "--package", name, "--key", "key.pem"]);
    if (pushed.code !== 0 || signed.code !== 0) throw new Error(`${pushed.stderr}${signed.stderr}`);
    const { host } = new URL(await through(registry.url));
    return { args: ["--package", `${host}/models/ranker:2.0.0`] };
  },
};
