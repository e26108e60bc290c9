import { IN_TOTO_PAYLOAD } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { type Sigstore, startSigstore } from "../../../test/harness/sigstore/index.ts";
import { findIdentityToken } from "./identity-token.ts";
import { keylessSigner } from "./keyless-signer.ts";
import type { SigstoreServices } from "./services.ts";
import { verifyKeyless } from "./verify-keyless.ts";

const policy = {
  identity: "https://github.com/octo-org/sentiment/.github/workflows/release.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
};
const payload = Buffer.from('{"model":"sentiment"}');

test("what is signed with log and time stamp verifies, and tells who signed when", async () => {
  await using sigstore = await startSigstore();
  const before = Date.now();
  const signer = await signerOf(sigstore, { tsaUrl: sigstore.url });
  expect(signer.signer).toBe(policy.identity);
  const bundle = await signer.sign(IN_TOTO_PAYLOAD, payload);
  const envelope = await verifyKeyless(bundle, policy, { trustedRoot: sigstore.trustedRoot() }, "b.json");
  expect(envelope).toMatchObject({
    payloadType: IN_TOTO_PAYLOAD,
    method: "keyless",
    ...policy,
    claims: { sourceRepositoryURI: "https://github.com/octo-org/sentiment", runnerEnvironment: "github-hosted" },
  });
  expect(Buffer.from(envelope.payload)).toEqual(payload);
  const signedOn = Date.parse(envelope.signedOn ?? "");
  // Services speak in whole seconds.
  expect(signedOn).toBeGreaterThanOrEqual(before - 1_000);
  expect(signedOn).toBeLessThanOrEqual(Date.now());
});

test("many payloads, at once and after another, need one certificate", async () => {
  await using sigstore = await startSigstore();
  const signer = await signerOf(sigstore);
  const together = [1, 2, 3].map((number) => signer.sign(IN_TOTO_PAYLOAD, Buffer.from(`{"n":${number}}`)));
  const bundles = [...(await Promise.all(together)), await signer.sign(IN_TOTO_PAYLOAD, payload)];
  expect(sigstore.requests.filter((line) => line.includes("signingCert"))).toHaveLength(1);
  for (const bundle of bundles) {
    const verifying = verifyKeyless(bundle, policy, { trustedRoot: sigstore.trustedRoot() }, "b.json");
    await expect(verifying).resolves.toMatchObject({ identity: policy.identity });
  }
});

test("a certificate that is about to expire is renewed before it is used again", async () => {
  await using sigstore = await startSigstore();
  sigstore.certificateAge = 570;
  const signer = await signerOf(sigstore);
  for (const number of [1, 2]) {
    const bundle = await signer.sign(IN_TOTO_PAYLOAD, payload);
    expect(sigstore.requests.filter((line) => line.includes("signingCert"))).toHaveLength(number);
    const verifying = verifyKeyless(bundle, policy, { trustedRoot: sigstore.trustedRoot() }, "b.json");
    await expect(verifying).resolves.toMatchObject({ identity: policy.identity });
  }
});

test("the bundle has the form of version 0.3: one certificate, one signature, no key identifier", async () => {
  await using sigstore = await startSigstore();
  const bundle: unknown = JSON.parse(await (await signerOf(sigstore)).sign("text/plain", Buffer.from("hi")));
  expect(bundle).toEqual({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: expect.stringMatching(/^MII/) },
      tlogEntries: [expect.objectContaining({ kindVersion: { kind: "dsse", version: "0.0.1" } })],
    },
    dsseEnvelope: { payloadType: "text/plain", payload: "aGk=", signatures: [{ sig: expect.any(String) }] },
  });
});

test("without a log a time stamp is what vouches for the time", async () => {
  await using sigstore = await startSigstore();
  const signer = await signerOf(sigstore, { rekorUrl: null, tsaUrl: sigstore.url });
  const bundle = await signer.sign(IN_TOTO_PAYLOAD, payload);
  expect(sigstore.requests.some((line) => line.includes("/log/"))).toBe(false);
  const trust = { trustedRoot: sigstore.trustedRoot(false) };
  await expect(verifyKeyless(bundle, policy, trust, "b.json")).resolves.toMatchObject({ method: "keyless" });
});

test("an entry that the log took while its answer was lost is found again", async () => {
  await using sigstore = await startSigstore();
  sigstore.faults.push({ request: /POST .*log.entries/, status: 502, done: true });
  const bundle = await (await signerOf(sigstore)).sign(IN_TOTO_PAYLOAD, payload);
  const calls = sigstore.requests.filter((line) => line.includes("/log/")).map((line) => line.split(" ")[0]);
  expect(calls).toEqual(["POST", "POST", "GET"]);
  const trust = { trustedRoot: sigstore.trustedRoot() };
  await expect(verifyKeyless(bundle, policy, trust, "b.json")).resolves.toMatchObject({ method: "keyless" });
});

test.each([
  [/signingCert/, "The certificate authority"],
  [/log.entries/, "The transparency log"],
  [/timestamp/, "The time-stamp authority"],
])("a refusal by %s is an error that says who refused, and shows no token", async (request, service) => {
  await using sigstore = await startSigstore();
  const token = await findIdentityToken(sigstore.env, undefined, new AbortController().signal);
  sigstore.faults.push({ request, status: 403 });
  const signer = await signerOf(sigstore, { tsaUrl: sigstore.url });
  const error = await signer.sign(IN_TOTO_PAYLOAD, payload).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "UserError", message: expect.stringContaining(`${service} at http`) });
  expect(JSON.stringify(error) + String(error)).not.toContain(token);
});

test("a service that is none is an error that names what is wrong with its answer", async () => {
  await using sigstore = await startSigstore();
  const url = `${sigstore.url}/nowhere`;
  for (const services of [{ fulcioUrl: url }, { rekorUrl: url }, { tsaUrl: url }]) {
    const signing = (await signerOf(sigstore, services)).sign(IN_TOTO_PAYLOAD, payload);
    await expect(signing).rejects.toMatchObject({ name: "UserError", message: expect.stringContaining("404") });
  }
});

test("somebody must vouch for the time, and the token must be one", async () => {
  await using sigstore = await startSigstore();
  await expect(signerOf(sigstore, { rekorUrl: null })).rejects.toMatchObject({ name: "UserError" });
  const options = { env: {}, signal: new AbortController().signal };
  const services = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url, tsaUrl: null };
  expect(() => keylessSigner(services, "no token", options)).toThrow("not a JSON Web Token");
});

async function signerOf(sigstore: Sigstore, services: Partial<SigstoreServices> = {}) {
  const signal = new AbortController().signal;
  const token = await findIdentityToken(sigstore.env, undefined, signal);
  const { url } = sigstore;
  return keylessSigner({ fulcioUrl: url, rekorUrl: url, tsaUrl: null, ...services }, token, { env: {}, signal });
}
