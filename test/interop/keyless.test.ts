import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import { findIdentityToken, keylessSigner, verifyKeyless } from "@airworthy/sigstore";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { identityToken, JOB_CLAIMS, type Sigstore, startSigstore } from "../harness/sigstore/index.ts";
import { pythonWith } from "./python-environment.ts";

/** The second is imported by the first, which does not say that it needs it. */
const PACKAGES = ["model-signing==1.1.1", "pyOpenSSL==26.4.0"];

const run = promisify(execFile);

// Python signs and is told the identity that its client finds in the token: an e-mail address has it everywhere alike.
const PERSON = {
  iss: "https://idp.example.com",
  aud: "sigstore",
  sub: "jo",
  email: "jo@example.com",
  email_verified: true,
};
const WORKFLOW = `https://github.com/${JOB_CLAIMS["job_workflow_ref"]}`;

// Files `a` = "1\n" and `b` = "2\n": their digests are those of sha256sum, and the root is that of their concatenation.
const DIGESTS = {
  a: "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865",
  b: "53c234e5e8472b6ac51c1ae1cab3fe06fad053beb8ebfd8977b010655bfdd3c3",
  root: "bd222050252384e92856fccad34ff9842ed411f042ca3209bf9fc5e3bd447872",
};

const compared = createTally();
let python: string;
let folder: string;
let sigstore: Sigstore;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  sigstore = await startSigstore();
  folder = await mkdtemp(join(tmpdir(), "airworthy-keyless-"));
  await mkdir(join(folder, "m"));
  await writeFile(join(folder, "m", "a"), "1\n");
  await writeFile(join(folder, "m", "b"), "2\n");
  await writeFile(join(folder, "trust.json"), trustConfiguration());
});

afterAll(async () => {
  await sigstore[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test("Python's model_signing verifies what we sign keyless, and refuses it of another identity, issuer or model", async () => {
  const signal = new AbortController().signal;
  const token = await findIdentityToken(sigstore.env, undefined, signal);
  const services = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url, tsaUrl: sigstore.url };
  const bundle = await keylessSigner(services, token, { env: {}, signal }).sign(IN_TOTO_PAYLOAD, modelStatement());
  await writeFile(join(folder, "ours.sig"), bundle);
  const issuer = "https://token.actions.githubusercontent.com";
  await expect(verify("ours.sig", WORKFLOW, issuer)).resolves.toContain("succeeded");
  await expect(verify("ours.sig", `${WORKFLOW}x`, issuer)).rejects.toThrow();
  await expect(verify("ours.sig", WORKFLOW, "https://idp.example.com")).rejects.toThrow();
  await writeFile(join(folder, "m", "b"), "3\n");
  await expect(verify("ours.sig", WORKFLOW, issuer)).rejects.toThrow();
  await writeFile(join(folder, "m", "b"), "2\n");
  await agrees("keyless signatures of ours: verified, and refused of another identity, issuer or model");
});

test("we verify what Python's model_signing signs keyless, with its own trust configuration", async () => {
  const now = Math.floor(Date.now() / 1000);
  const token = identityToken({ ...PERSON, iat: now, exp: now + 600 });
  const options = ["--signature", "theirs.sig", "--trust_config", "trust.json", "--identity_token", token];
  await modelSigning(["sign", "sigstore", "m", ...options]);
  const bundle = await readFile(join(folder, "theirs.sig"), "utf8");
  const policy = { identity: PERSON.email, issuer: PERSON.iss };
  const envelope = await verifyKeyless(bundle, policy, { trustedRoot: trustConfiguration() }, "theirs.sig");
  expect(envelope.identity).toBe(PERSON.email);
  compared.add();
  expect(JSON.parse(Buffer.from(envelope.payload).toString())).toMatchObject({
    subject: [{ digest: { sha256: DIGESTS.root } }],
  });
  const foreign = { ...policy, identity: "eve@example.com" };
  const checking = verifyKeyless(bundle, foreign, { trustedRoot: trustConfiguration() }, "theirs.sig");
  await expect(checking).rejects.toMatchObject({ reasonCode: "identity-mismatch" });
  compared.add();
  await agrees("keyless signatures of its own: verified here, and refused of another identity");
});

async function agrees(claim: string): Promise<void> {
  const version = await pythonVersion(python, "model-signing");
  conforms({ area: "Packages and signatures", claim, peer: "model_signing", version, ...compared.take() });
}

function verify(signature: string, identity: string, provider: string): Promise<string> {
  compared.add();
  const who = ["--identity", identity, "--identity_provider", provider];
  return modelSigning(["verify", "sigstore", "m", "--signature", signature, "--trust_config", "trust.json", ...who]);
}

/** What the command line prints. Rejects where it fails. */
async function modelSigning(args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(python, ["-m", "model_signing", ...args], { cwd: folder });
  return stdout + stderr;
}

function modelStatement(): Uint8Array {
  const resource = (name: "a" | "b") => ({ name, algorithm: "sha256", digest: DIGESTS[name] });
  const ignored = [".git", ".gitignore", ".gitattributes", ".github"];
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "m", digest: { sha256: DIGESTS.root } }],
    predicateType: "https://model_signing/signature/v1.0",
    predicate: {
      resources: [resource("a"), resource("b")],
      serialization: { method: "files", hash_type: "sha256", allow_symlinks: false, ignore_paths: ignored },
    },
  };
  return Buffer.from(JSON.stringify(statement));
}

/** What sigstore-python calls a client trust configuration. */
function trustConfiguration(): string {
  const service = [
    {
      url: sigstore.url,
      majorApiVersion: 1,
      validFor: { start: "2020-01-01T00:00:00Z" },
      operator: "mock",
    },
  ];
  return JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
    trustedRoot: JSON.parse(sigstore.trustedRoot()),
    signingConfig: {
      mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
      caUrls: service,
      oidcUrls: service,
      rekorTlogUrls: service,
      rekorTlogConfig: { selector: "ANY" },
      tsaUrls: [],
    },
  });
}
