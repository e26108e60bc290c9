import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageModel, signModel } from "@airworthy/commands";
import { formatStatement } from "@airworthy/evidence";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conforms } from "../harness/conforms.ts";
import { type ModelWorkspace, modelWorkspace } from "../harness/model-workspace.ts";
import { PACKAGE_DEFAULTS } from "../harness/package-defaults.ts";
import { programVersion, pythonVersion } from "../harness/peer-versions.ts";
import { verify } from "../harness/run-verify-model.ts";
import { SIGN_DEFAULTS } from "../harness/sign-defaults.ts";
import { needProgram } from "./debian-packages.ts";
import { pythonWith } from "./python-environment.ts";
import { type Distribution, startDistribution } from "./registry/start-distribution.ts";

// The verbs one after the other, with Debian's docker-registry, skopeo, and model_signing in Python between them.

const run = promisify(execFile);

let registryFolder: string;
let registry: Distribution;
let space: ModelWorkspace;
let reference: string;
let signature: string;

beforeAll(async () => {
  await needProgram("docker-registry");
  await needProgram("skopeo");
  registryFolder = await mkdtemp(join(tmpdir(), "airworthy-registry-"));
  registry = await startDistribution("docker-registry", registryFolder);
  space = await modelWorkspace();
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await space.write("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  await space.write("key.pub", publicKey.export({ type: "spki", format: "pem" }).toString());
  const pushed = await packageModel.run(
    { ...PACKAGE_DEFAULTS, path: "model", name: "acme/m", push: `${registry.host}/acme/m` },
    space.ports,
  );
  reference = `oci://${pushed.outputs.reference}`;
  await mkdir(join(space.folder, "airworthy-evidence"));
  for (const { name, statement } of pushed.evidence) {
    await writeFile(join(space.folder, "airworthy-evidence", name), formatStatement(statement));
  }
  const signed = await signModel.run({ ...SIGN_DEFAULTS, key: "key.pem", package: reference }, space.ports);
  signature = signed.outputs.signature;
});

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]();
  await space?.[Symbol.asyncDispose]();
  await rm(registryFolder, { recursive: true, force: true });
});

test("what was pushed and signed is verified from the registry, with everything that refers to it", async () => {
  const all = { require: ["signature", "provenance", "bill-of-materials", "model-card", "evidence"] };
  const { predicate } = await verify({ path: space.folder }, { package: reference, key: "key.pub", ...all });
  expect(predicate.findings.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  expect(predicate.signers.length).toBeGreaterThan(0);
});

test("skopeo pulls it by its tag into a layout, and that is intact", async () => {
  const source = `docker://${registry.host}/acme/m:1.0.0`;
  await run(
    "skopeo",
    ["--insecure-policy", "copy", "--src-tls-verify=false", "--preserve-digests", source, "oci:pulled:1.0.0"],
    {
      cwd: space.folder,
    },
  );
  const { verdict, outputs } = await verify({ path: space.folder }, { package: "pulled" });
  expect(outputs.digest).toBe(reference.slice(reference.indexOf("@") + 1));
  expect(verdict).toBe("pass");
  conforms({
    area: "Packages and signatures",
    claim: "packages that it pulls by their tag are intact",
    peer: "skopeo",
    version: await programVersion("skopeo"),
    cases: 1,
  });
});

test("model_signing in Python verifies the folder by the signature that was made from digests alone", async () => {
  const python = await pythonWith(["model-signing==1.1.1", "pyOpenSSL==26.4.0"]);
  let verified = 0;
  const verifyFolder = () => {
    verified++;
    return run(
      python,
      ["-m", "model_signing", "verify", "key", "model", "--signature", signature, "--public_key", "key.pub"],
      {
        cwd: space.folder,
      },
    );
  };
  await expect(verifyFolder()).resolves.toBeDefined();
  await space.write("model/weights.dat", "others!");
  await expect(verifyFolder()).rejects.toThrow();
  conforms({
    area: "Packages and signatures",
    claim: "a folder by the signature that was made from digests alone, and not once it is changed",
    peer: "model_signing",
    version: await pythonVersion(python, "model-signing"),
    cases: verified,
  });
});
