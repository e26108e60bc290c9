import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { conforms } from "../../../test/harness/conforms.ts";
import { verifyKeyless } from "./verify-keyless.ts";

// Real bundles (fixtures/README.md), verified with the embedded roots and nothing else. What is expected of them was read
// with openssl x509 from their certificates, and from the time of their log entries.
const ACTIONS = "https://token.actions.githubusercontent.com";
const TRUST = { trustedRoot: null };

/** A bundle a test. */
afterEach(() => {
  const claim = "public bundles of workflows and releases";
  conforms({ area: "Packages and signatures", claim, peer: "Sigstore and GitHub", cases: 1 });
});

test("a bundle of a GitHub workflow, version 0.3", async () => {
  const identity = "https://github.com/prefix-dev/sigstore-example/.github/workflows/action.yaml@refs/heads/main";
  const text = await fixture("workflow-v0.3.json");
  expect(await verifyKeyless(text, { identity, issuer: ACTIONS }, TRUST, "b")).toMatchObject({
    identity,
    signer: `${identity} (${ACTIONS})`,
    signedOn: "2025-09-01T12:13:59.000Z",
    claims: {
      issuer: ACTIONS,
      buildSignerURI: identity,
      runnerEnvironment: "github-hosted",
      sourceRepositoryURI: "https://github.com/prefix-dev/sigstore-example",
      sourceRepositoryRef: "refs/heads/main",
      sourceRepositoryDigest: "193b5bd7d3985809503963ae400594ea16df31cf",
    },
  });
});

test("a bundle of 2023, version 0.1, whose certificate has expired long since", async () => {
  const identity = "https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/*";
  const text = await fixture("workflow-v0.1.json");
  const envelope = await verifyKeyless(text, { identity, issuer: ACTIONS }, TRUST, "b");
  expect(envelope.signedOn).toBe("2023-08-18T16:05:35.000Z");
  expect(JSON.parse(Buffer.from(envelope.payload).toString())).toMatchObject({
    predicateType: "https://slsa.dev/provenance/v1",
  });
});

test("GitHub's own instance is trusted by its time stamps; its certificate for releases names no issuer", async () => {
  const text = await fixture("github-release.json");
  const policy = { identity: "https://dotcom.releases.github.com", issuer: ACTIONS };
  // The issuer is asked for last: all that comes before it holds.
  await expect(verifyKeyless(text, policy, TRUST, "b")).rejects.toMatchObject({ reasonCode: "issuer-mismatch" });
  const unstamped = text.replace(/"rfc3161Timestamps":\s*\[[^\]]*\]/, '"rfc3161Timestamps":[]');
  expect(unstamped).not.toBe(text);
  await expect(verifyKeyless(unstamped, policy, TRUST, "b")).rejects.toMatchObject({ reasonCode: "no-timestamp" });
});

function fixture(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, "fixtures", name), "utf8");
}
