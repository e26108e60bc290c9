import { generateKeyPairSync } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatStatement, SignatureProblem, UserError } from "@airworthy/evidence";
import { envelopeStatement, readModelSignature, verifyWithKey } from "@airworthy/signing";
import { expect, test } from "vitest";
import { modelWorkspace } from "../../../test/harness/model-workspace.ts";
import { SIGN_DEFAULTS } from "../../../test/harness/sign-defaults.ts";
import { signModel } from "./sign-model.ts";

const INPUTS = { ...SIGN_DEFAULTS, key: "key.pem" };

/** A packaged model, its evidence as the runtime writes it, and a key. The model's files are gone: no step here needs them. */
async function packagedWorkspace() {
  const space = await modelWorkspace();
  const { outputs, evidence } = await space.run({ exclude: ["sub"] });
  await mkdir(join(space.folder, "airworthy-evidence"));
  for (const { name, statement } of evidence) {
    await writeFile(join(space.folder, "airworthy-evidence", name), formatStatement(statement));
  }
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await writeFile(join(space.folder, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  const read = (path: string) => readFile(join(space.folder, path), "utf8");
  const sign = (changes: Partial<typeof SIGN_DEFAULTS> = {}) => signModel.run({ ...INPUTS, ...changes }, space.ports);
  return {
    ...space,
    ...outputs,
    sign,
    read,
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    [Symbol.asyncDispose]: space[Symbol.asyncDispose],
  };
}

test("every statement is signed as its file has it, and the model's files by their digests", async () => {
  await using space = await packagedWorkspace();
  const { verdict, outputs, headline } = await space.sign();
  expect(verdict).toBe("pass");
  expect(headline).toMatch(/^Signed 1 model and 4 statements by key sha256:[0-9a-f]{64}\.$/);
  expect(await readdir(join(space.folder, "airworthy-signatures"))).toEqual([
    "acme+m-1.0.0.model.sig",
    "package-model.acme+m-1.0.0.bom.sigstore.json",
    "package-model.acme+m-1.0.0.provenance.sigstore.json",
    "package-model.acme+m-1.0.0.scan.sigstore.json",
    "package-model.acme+m-1.0.0.sigstore.json",
  ]);
  for (const path of outputs.bundles.split("\n")) {
    const envelope = verifyWithKey(await space.read(path), space.publicKey, path);
    const statement = envelopeStatement(envelope);
    if (path === outputs.signature) continue;
    const evidence = path.replace("airworthy-signatures", "airworthy-evidence").replace(".sigstore.json", ".json");
    expect(Buffer.from(envelope.payload).toString()).toBe(await space.read(evidence));
    expect(statement.subject[0].digest.sha256).toBe(space.digest.slice(7));
  }
  const signed = readModelSignature(
    verifyWithKey(await space.read(outputs.signature), space.publicKey, outputs.signature),
  );
  expect(signed.resources.map(({ path }) => path)).toEqual([
    "__proto__",
    "config.json",
    "empty",
    "weights.dat",
    "\u65e5\u672c.md",
  ]);
  expect(signed.ignorePaths).toEqual(expect.arrayContaining([".git", "airworthy-evidence", "sub"]));
});

test("the signatures are attached to the layout, and the package's digest stays what it was", async () => {
  await using space = await packagedWorkspace();
  const before = JSON.parse(await space.read(join(space.layout, "index.json")));
  await space.sign({ package: space.layout });
  const after = JSON.parse(await space.read(join(space.layout, "index.json")));
  expect(after.manifests[0]).toEqual(before.manifests[0]);
  const added = after.manifests.slice(before.manifests.length);
  expect(added.length).toBe(5);
  for (const entry of added) {
    expect(entry.artifactType).toBe("application/vnd.dev.sigstore.bundle.v0.3+json");
    expect(entry.annotations["dev.sigstore.bundle.content"]).toBe("dsse-envelope");
  }
});

test("evidence of another package is not attached, and nothing is written", async () => {
  await using space = await packagedWorkspace();
  const other = await space.run({ version: "2.0.0", output: "other" });
  await expect(space.sign({ package: other.outputs.layout })).rejects.toThrow(
    `is about ${space.digest}; the package is ${other.outputs.digest}`,
  );
  await expect(readdir(join(space.folder, "airworthy-signatures"))).rejects.toThrow("ENOENT");
});

test.each(["../../escaped", "1.0.0/../../../escaped", ".."])(
  "evidence that calls its package's version %s names no file outside of the folder",
  async (version) => {
    await using space = await packagedWorkspace();
    const name = "airworthy-evidence/package-model.acme+m-1.0.0.json";
    const statement = JSON.parse(await space.read(name));
    statement.predicate.candidate.version = version;
    await writeFile(join(space.folder, name), JSON.stringify(statement));
    await expect(space.sign()).rejects.toThrow(`version: ${JSON.stringify(version)} was given`);
  },
);

test("evidence that lists other files than the package is not signed with it", async () => {
  await using space = await packagedWorkspace();
  const path = "airworthy-evidence/package-model.acme+m-1.0.0.json";
  const evidence = JSON.parse(await space.read(path));
  evidence.predicate.files[0].sha256 = "0".repeat(64);
  await space.write(path, JSON.stringify(evidence));
  await expect(space.sign({ package: space.layout })).rejects.toThrow(`${path} lists other files than the package`);
});

test("a changed statement no longer fits its signature", async () => {
  await using space = await packagedWorkspace();
  const { outputs } = await space.sign();
  const bundle = JSON.parse(await space.read(outputs.signature));
  const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64");
  payload[100] = (payload[100] ?? 0) ^ 1;
  bundle.dsseEnvelope.payload = payload.toString("base64");
  expect(() => verifyWithKey(JSON.stringify(bundle), space.publicKey, "bundle")).toThrow(SignatureProblem);
});

test.each<[string, Partial<typeof SIGN_DEFAULTS>, string]>([
  ["no evidence", { evidence: ["none/*.json"] }, 'no file matches "none/*.json"'],
  ["no such key", { key: "none.pem" }, "cannot read none.pem"],
  ["a key that is none", { key: "airworthy.yml" }, "key"],
  [
    "certificates without their key",
    { key: undefined, certificates: "chain.pem" },
    "certificates were given without key",
  ],
  ["GitHub's attestations of what a key signed", { attest: true }, "attest: GitHub keeps only what is signed keyless"],
  ["no identity and no key", { key: undefined }, "There is no identity to sign with"],
  ["a package that is none", { package: "model" }, "model"],
])("%s is a UserError", async (_what, changes, message) => {
  await using space = await packagedWorkspace();
  await space.write("airworthy.yml", "model: {}\n");
  await expect(space.sign(changes)).rejects.toThrow(UserError);
  await expect(space.sign(changes)).rejects.toThrow(message);
  await expect(readdir(join(space.folder, "airworthy-signatures"))).rejects.toThrow("ENOENT");
});
