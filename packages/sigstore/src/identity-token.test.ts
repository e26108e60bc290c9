import { UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { identityToken, startSigstore } from "../../../test/harness/sigstore/index.ts";
import { findIdentityToken } from "./identity-token.ts";
import { readToken } from "./token.ts";

const signal = new AbortController().signal;

test("a given token comes first, then the variable, then what Actions issues", async () => {
  await using sigstore = await startSigstore();
  const given = identityToken({ iss: "https://idp.example.com", sub: "given" });
  const variable = identityToken({ iss: "https://idp.example.com", sub: "variable" });
  const env = { ...sigstore.env, SIGSTORE_ID_TOKEN: `${variable}\n` };
  expect(await findIdentityToken(env, given, signal)).toBe(given);
  expect(await findIdentityToken(env, undefined, signal)).toBe(variable);
  expect(sigstore.requests).toEqual([]);
  expect(await findIdentityToken({ ...env, SIGSTORE_ID_TOKEN: "" }, " ", signal)).toBe(identityToken());
  expect(sigstore.requests).toEqual(["GET /token?api-version=2.0&audience=sigstore"]);
});

test("a job without the permission is told its name, and that forks never get it", async () => {
  const finding = findIdentityToken({ GITHUB_ACTIONS: "true" }, undefined, signal);
  await expect(finding).rejects.toMatchObject({
    name: "UserError",
    remedy: expect.stringMatching(/`permissions: id-token: write`.*forks never get it/),
  });
});

test("outside of Actions the other ways are named", async () => {
  const finding = findIdentityToken({}, undefined, signal);
  await expect(finding).rejects.toMatchObject({ remedy: expect.stringContaining("SIGSTORE_ID_TOKEN") });
});

test("a refusal by the identity provider names the permission, and shows no token", async () => {
  await using sigstore = await startSigstore();
  const env = { ...sigstore.env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret-bearer" };
  const error = await findIdentityToken(env, undefined, signal).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "UserError", remedy: expect.stringContaining("id-token: write") });
  expect(shown(error)).not.toContain("secret-bearer");
});

test("a failure of the identity provider is outlasted", async () => {
  await using sigstore = await startSigstore();
  sigstore.faults.push({ request: /token/, status: 503 });
  expect(await findIdentityToken(sigstore.env, undefined, signal)).toBe(identityToken());
  expect(sigstore.requests).toHaveLength(2);
});

test("what is no token is refused without showing it", async () => {
  const claims = (value: unknown) => `e30.${Buffer.from(JSON.stringify(value)).toString("base64url")}.c2ln`;
  const wrong = [
    "secret",
    "secret.secret.secret",
    claims(null),
    claims({ sub: "secret" }),
    claims({ iss: "secret", sub: 1 }),
    `${claims({ iss: "secret", sub: "secret" })}.x`,
    `e30.${"secret".repeat(10_000)}.c2ln`,
  ];
  for (const token of wrong) {
    const error = await findIdentityToken({}, token, signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(shown(error)).not.toContain(token);
    expect(shown(error)).not.toContain("secret");
  }
});

describe("who signs with a token", () => {
  const iss = "https://idp.example.com";

  test("a workflow, by the address of the workflow", () => {
    const { signer, subject } = readToken(identityToken());
    expect(signer).toBe("https://github.com/octo-org/sentiment/.github/workflows/release.yml@refs/heads/main");
    expect(subject).toBe("repo:octo-org/sentiment:ref:refs/heads/main");
  });

  test("a person, by a verified e-mail address", () => {
    const person = { iss, sub: "1", email: "jo@example.com" };
    const expected = { subject: "jo@example.com", signer: "jo@example.com" };
    expect(readToken(identityToken({ ...person, email_verified: true }))).toEqual(expected);
    expect(() => readToken(identityToken({ ...person, email_verified: false }))).toThrow("not verified");
    expect(() => readToken(identityToken(person))).toThrow("not verified");
  });

  test("another issuer's workflow claim is not believed", () => {
    expect(readToken(identityToken({ iss, sub: "me", job_workflow_ref: "octo/x/y@z" })).signer).toBe("me");
  });
});

function shown(error: unknown): string {
  return error instanceof UserError ? `${error.message} ${error.remedy}` : String(error);
}
