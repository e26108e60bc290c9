import { expect, test } from "vitest";
import { type GitHub, startGitHub } from "../../../test/harness/github/index.ts";
import { readAttestations, storeAttestation } from "./attestation.ts";
import { createClient } from "./client.ts";

const repository = { owner: "octo-org", repo: "sentiment" };
const HEX = "ab".repeat(32);
const DIGEST = `sha256:${HEX}`;

test("a bundle is kept, and found by the digest of its subject", async () => {
  await using github = await startGitHub();
  const client = await clientOf(github);
  const stored = await storeAttestation(client, repository, bundle(1));
  expect(stored).toEqual({ id: "1", url: "https://github.com/octo-org/sentiment/attestations/1" });
  await storeAttestation(client, repository, bundle(2, "cd".repeat(32)));
  expect(await readAttestations(client, repository, DIGEST)).toEqual([bundle(1)]);
});

test("the address is that of the server that is told", async () => {
  await using github = await startGitHub();
  const place = { ...repository, serverUrl: "https://acme.ghe.com/" };
  const stored = await storeAttestation(await clientOf(github), place, bundle(1));
  expect(stored.url).toBe("https://acme.ghe.com/octo-org/sentiment/attestations/1");
});

test("every page is read, newest first, by GitHub's cursors", async () => {
  await using github = await startGitHub();
  keep(github, 201);
  const found = await readAttestations(await clientOf(github), repository, DIGEST);
  expect(found).toEqual(Array.from({ length: 201 }, (_, index) => bundle(201 - index)));
  expect(github.requests.length).toBe(3);
});

test("an attestation without its bundle is an error, not left out", async () => {
  await using github = await startGitHub();
  keep(github, 1);
  github.state.attestations.push({ id: 2, digests: [DIGEST], bundle: null });
  const reading = readAttestations(await clientOf(github), repository, DIGEST);
  await expect(reading).rejects.toMatchObject({ name: "UserError", message: expect.stringContaining("its bundle") });
});

test("more attestations than anybody makes are an error, not a part of them", async () => {
  await using github = await startGitHub();
  keep(github, 501);
  const reading = readAttestations(await clientOf(github), repository, DIGEST);
  await expect(reading).rejects.toThrow("keeps more than 500 attestations");
});

test("what nobody attested has no attestations", async () => {
  await using github = await startGitHub();
  expect(await readAttestations(await clientOf(github), repository, DIGEST)).toEqual([]);
});

test("a token that may not write is told the permission", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  await expect(storeAttestation(await clientOf(github), repository, bundle(1))).rejects.toMatchObject({
    kind: "permission",
    remedy: expect.stringContaining("`permissions: attestations: write`"),
  });
});

test("a failure of GitHub's is outlasted", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "server-error" });
  await expect(storeAttestation(await clientOf(github), repository, bundle(1))).resolves.toMatchObject({ id: "1" });
});

test("what is no bundle is not sent", async () => {
  await using github = await startGitHub();
  const client = await clientOf(github);
  const huge = JSON.stringify({ mediaType: "x".repeat(25 * 1024 * 1024) });
  for (const text of ["", "no JSON", "null", "[]", "{}", '{"mediaType":"x","dsseEnvelope":{}}', huge]) {
    await expect(storeAttestation(client, repository, text)).rejects.toMatchObject({ name: "UserError" });
  }
  expect(github.requests).toEqual([]);
});

test("a digest of another form is not asked for", async () => {
  await using github = await startGitHub();
  const client = await clientOf(github);
  for (const digest of ["", HEX, `sha512:${HEX}`, `sha256:${HEX}/../x`, DIGEST.toUpperCase()]) {
    await expect(readAttestations(client, repository, digest)).rejects.toMatchObject({ name: "UserError" });
  }
  expect(github.requests).toEqual([]);
});

function clientOf(github: GitHub) {
  return createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
}

function bundle(number: number, sha256 = HEX): string {
  const statement = { subject: [{ name: "model", digest: { sha256 } }], number };
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  return JSON.stringify({ mediaType: "a bundle's", verificationMaterial: {}, dsseEnvelope: { payload } });
}

function keep(github: GitHub, count: number): void {
  for (let id = 1; id <= count; id++) {
    github.state.attestations.push({ id, digests: [DIGEST], bundle: JSON.parse(bundle(id)) });
  }
}
