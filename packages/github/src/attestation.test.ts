import { expect, test } from "vitest";
import { type GitHub, startGitHub } from "../../../test/harness/github/index.ts";
import { storeAttestation } from "./attestation.ts";
import { createClient } from "./client.ts";

const repository = { owner: "octo-org", repo: "sentiment" };
const HEX = "ab".repeat(32);

test("a bundle is kept with the repository, and its page is told", async () => {
  await using github = await startGitHub();
  const client = await clientOf(github);
  const stored = await storeAttestation(client, repository, bundle(1));
  expect(stored).toEqual({ id: "1", url: "https://github.com/octo-org/sentiment/attestations/1" });
  expect(github.state.attestations).toMatchObject([{ digests: [`sha256:${HEX}`], bundle: JSON.parse(bundle(1)) }]);
});

test("the address is that of the server that is told", async () => {
  await using github = await startGitHub();
  const place = { ...repository, serverUrl: "https://acme.ghe.com/" };
  const stored = await storeAttestation(await clientOf(github), place, bundle(1));
  expect(stored.url).toBe("https://acme.ghe.com/octo-org/sentiment/attestations/1");
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

function clientOf(github: GitHub) {
  return createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
}

function bundle(number: number): string {
  const statement = { subject: [{ name: "model", digest: { sha256: HEX } }], number };
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  return JSON.stringify({ mediaType: "a bundle's", verificationMaterial: {}, dsseEnvelope: { payload } });
}
